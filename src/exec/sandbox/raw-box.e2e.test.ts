import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshRunId, marked, openLab, textOf, tiersHere, type How, type Lab } from '../fixtures/lab.ts';
import { loopbackTarget } from '../fixtures/loopback-target.ts';

const works = process.getuid?.() === 0 && (await tiersHere()).includes('require-bwrap');

describe.runIf(works)('a program with raw sockets in a box (needs root, and bubblewrap that works)', () => {
  let free: Lab;
  let boxed: Lab;
  let folder: string;
  beforeAll(() => {
    free = openLab();
    boxed = openLab({ sandbox: 'require-bwrap', acceptRaw: true });
    folder = mkdtempSync(join(tmpdir(), 'bailiwick-outside-'));
    writeFileSync(join(folder, 'config.yaml'), 'auth: {}\n', { mode: 0o644 });
  });
  afterAll(async () => {
    await Promise.all([free.close(), boxed.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const raw: How = { plan: { profile: 'raw', targets: [loopbackTarget()] } };
  const printedBy = async (lab: Lab, name: string, argv: readonly string[], how = raw): Promise<string> =>
    textOf((await lab.run(name, argv, how)).stdout.head).trim();
  const tryBoth = async (...argv: readonly string[]): Promise<readonly string[]> => [
    await printedBy(free, 'try-act', argv),
    await printedBy(boxed, 'try-act', argv),
  ];

  it.each<readonly [string, () => readonly string[]]>([
    ['read the users’ secrets', () => ['read', '/etc/shadow']],
    ['look into the home of root', () => ['list', '/root']],
    ['read the configuration', () => ['read', join(folder, 'config.yaml')]],
    ['read the memory of its server', () => ['read', `/proc/${process.pid}/environ`]],
    ['write beside its folder', () => ['write', join(folder, 'new')]],
    ['write into the system', () => ['write', '/usr/share/bailiwick-was-here']],
    ['signal a process outside', () => ['signal', String(process.pid)]],
    ['make a user namespace', () => ['user-namespace']],
    ['make a user namespace by clone', () => ['clone', String(0x1000_0000)]],
    ['make a mount namespace', () => ['mount']],
    ['make a network namespace', () => ['network']],
    ['become root', () => ['become-root']],
  ])('cannot %s, and without the box it can', async (_, argv) => {
    expect(await tryBoth(...argv())).toEqual(['through', 'stopped']);
    rmSync('/usr/share/bailiwick-was-here', { force: true });
  });

  it('is nobody, and has raw sockets of all rights', async () => {
    const status = await printedBy(boxed, 'cat', ['/proc/self/status']);
    const [uid, groups] = [/^Uid:\t(.*)$/m, /^Groups:\t(.*)$/m].map((line) => line.exec(status)?.[1]?.trim());
    expect([uid, groups]).toEqual(['65534\t65534\t65534\t65534', '']);
    const sets = Array.from(status.matchAll(/^Cap(?:Inh|Prm|Eff|Bnd|Amb):\t(\S+)$/gm), ([, set]) => set);
    expect(sets).toEqual(Array.from({ length: 5 }, () => '0000000000002000'));
    expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  });

  it('scans, in its own folder, with the files of its plan', async () => {
    const { stdout, sandbox } = await boxed.run(
      'nmap',
      ['--privileged', '-n', '-Pn', '-sS', '-p', '9', '-iL', 'hosts'],
      { plan: { ...raw.plan, files: [{ name: 'hosts', text: '127.0.0.1\n' }] } },
    );
    expect(textOf(stdout.head)).toMatch(/^9\/tcp (?:open|closed)/m);
    expect(sandbox).toBe('bwrap, raw sockets');
    expect(await printedBy(boxed, 'use-folder', [])).toMatch(/^\/\S+\n700$/);
  });

  it.each(['ignore-term', 'setsid-escapee', 'double-fork', 'two-hundred'])(
    'leaves no process behind at its deadline: %s',
    async (name) => {
      const runId = freshRunId();
      const { ending, seconds, sandbox } = await boxed.run(name, [], { ...raw, runId, timeoutSec: 1 });
      expect([ending, sandbox]).toEqual([{ kind: 'timed_out' }, 'bwrap, raw sockets']);
      expect(seconds).toBeLessThan(1 + 0.2 + 1);
      expect(marked(runId)).toEqual([]);
    },
  );

  it('is refused where the operator has not accepted the network of this machine for it', async () => {
    const strict = openLab({ sandbox: 'require-bwrap' });
    const { ending } = await strict.run('true', [], raw);
    await strict.close();
    expect(ending).toMatchObject({
      kind: 'not_started',
      failure: {
        code: 'sandbox.unavailable',
        message: expect.stringMatching(/require-bwrap.*Nothing was sent/s),
      },
    });
  });
});
