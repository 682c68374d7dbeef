import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from './command-line.ts';

let sandbox: Sandbox;

beforeAll(() => {
  sandbox = createSandbox();
});

afterAll(() => {
  sandbox.remove();
});

/** Runs `scope show` with stdout going where it is told. */
async function showTo(
  stdout: number | 'pipe',
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const child = spawn(process.execPath, ['bin/bailiwick.js', 'scope', 'show'], {
    env: { PATH: process.env['PATH'] ?? '', HOME: sandbox.folder },
    stdio: ['ignore', stdout, 'pipe'],
  });
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { code, stderr };
}

describe('output', () => {
  it.runIf(existsSync('/dev/full'))(
    'that cannot be written is a failure, not a success with nothing in it',
    async () => {
      const full = openSync('/dev/full', 'w');
      const { code, stderr } = await showTo(full);
      closeSync(full);
      expect(stderr).toContain('cannot be written (ENOSPC)');
      expect(code).toBe(5);
    },
  );

  it('that nobody reads any more ends quietly', async () => {
    expect(await showTo('pipe')).toEqual({ code: 0, stderr: '' });
  });
});

describe('an audit log before its first record', () => {
  it.each([[['tail']], [['verify']]])('is nothing to worry about: audit %s', async (words) => {
    const { code, stdout, stderr } = await sandbox.run(['audit', ...words]);
    expect(stderr).toMatch(/^no records yet/);
    expect([code, stdout]).toEqual([0, '']);
    expect(JSON.parse((await sandbox.run(['audit', ...words, '--json'])).stdout)).toMatchObject(
      words[0] === 'tail' ? { records: [] } : { intact: true, rows: 0 },
    );
  });

  it('is followed by records whose bodies are data', async () => {
    await sandbox.run(['run', 'nmap', '8.8.8.8', '--config', sandbox.config]);
    const { stdout } = await sandbox.run(['audit', 'tail', '--json']);
    expect(JSON.parse(stdout)['records']).toMatchObject([
      { kind: 'decision', body: { code: 'scope.outside' } },
    ]);
  });
});
