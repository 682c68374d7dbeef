import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab, textOf, type Lab } from './fixtures/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = openLab({ streamBytes: 4 });
});
afterAll(() => lab.close());

const conf = { name: 'snmp.conf', text: 'defCommunity c0rridor\n' };

describe('files of a run', () => {
  it('lie in its folder, for its user alone, found by a variable, and are gone afterwards', async () => {
    const plan = { files: [conf, { name: 'empty', text: '' }], folderEnv: ['FILES_AT'] };
    const { ending, stdout } = await lab.run('show-files', ['word'], { plan });
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    const [empty, listed, content, commandLine] = textOf(stdout.head).split('\n');
    expect([empty, listed, content]).toEqual(['600 empty', '600 snmp.conf', 'defCommunity c0rridor']);
    expect(commandLine).toMatch(/show-files word $/);
    expect(lab.leftFolders()).toEqual([]);
  });

  it.each(['../out', '/etc/out', '..', '', 'a/b', '.'])(
    'are not written under the name %j: nothing is started, and no text is told',
    async (name) => {
      const { ending } = await lab.run('true', [], { plan: { files: [{ ...conf, name }] } });
      expect(ending).toMatchObject({ kind: 'not_started', failure: { code: 'sandbox.unavailable' } });
      expect(JSON.stringify(ending)).not.toContain('c0rridor');
      expect(lab.leftFolders()).toEqual([]);
    },
  );

  it('are never written over one another', async () => {
    const { ending } = await lab.run('true', [], { plan: { files: [conf, conf] } });
    expect(ending).toMatchObject({ failure: { message: expect.stringContaining('EEXIST') } });
    expect(lab.leftFolders()).toEqual([]);
  });

  it('leave the variables that every program gets as they are', async () => {
    const { stdout } = await lab.run('print-environment', [], { plan: { folderEnv: ['PATH', 'CONF_AT'] } });
    expect(textOf(stdout.head)).toMatch(/^PATH=.*:\/usr\/bin:\/bin$/m);
    expect(textOf(stdout.head)).toMatch(/^CONF_AT=\/.*\/bailiwick-[0-9-]+-r-/m);
  });
});

it('a plan says how much of stdout its reader is given, and else the executor does', async () => {
  const readWith = async (streamBytes: number | null): Promise<number> => {
    let read = 0;
    const onStdout = (chunk: Uint8Array): void => void (read += chunk.byteLength);
    await lab.run('printf', ['0123456789'], { onStdout, plan: { streamBytes } });
    return read;
  };
  expect(await Promise.all([null, 7, 100].map(readWith))).toEqual([4, 7, 10]);
});
