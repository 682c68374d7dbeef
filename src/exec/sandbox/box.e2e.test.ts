import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLab, textOf, tiersHere, type How, type Lab } from '../fixtures/lab.ts';
import { usualLimits } from '../fixtures/usual-limits.ts';

const tiers = await tiersHere();

describe.runIf(tiers.includes('require-bwrap'))('a program in a box (needs bubblewrap that works)', () => {
  let free: Lab;
  let boxed: Lab;
  let folder: string;
  let server: Server;
  beforeAll(async () => {
    free = openLab({ limits: { ...usualLimits, fileBytes: 2 ** 40 } });
    boxed = openLab({ sandbox: 'require-bwrap' });
    folder = mkdtempSync(join(tmpdir(), 'bailiwick-outside-'));
    writeFileSync(join(folder, 'config.yaml'), 'auth: {}\n', { mode: 0o644 });
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.close();
    await Promise.all([free.close(), boxed.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const tryBoth = async (argv: readonly string[], how: How = {}): Promise<readonly string[]> => {
    const results = [await free.run('try-act', argv, how), await boxed.run('try-act', argv, how)];
    return results.map(({ stdout }) => textOf(stdout.head).trim());
  };

  it.each<readonly [string, () => readonly string[]]>([
    ['read the users’ secrets', () => ['read', '/etc/shadow']],
    ['read who the users are', () => ['read', '/etc/passwd']],
    ['read the configuration', () => ['read', join(folder, 'config.yaml')]],
    ['read the memory of its server', () => ['read', `/proc/${process.pid}/environ`]],
    ['write beside its folder', () => ['write', join(folder, 'new')]],
    ['write into the system', () => ['write', '/usr/share/bailiwick-was-here']],
    ['signal a process outside', () => ['signal', String(process.pid)]],
    ['make a user namespace', () => ['user-namespace']],
    ['make a mount namespace', () => ['mount']],
    ['fill a file without bound', () => ['large-file']],
  ])('cannot %s, and without the box it can', async (_, argv) => {
    expect(await tryBoth(argv())).toEqual(['through', 'stopped']);
    rmSync('/usr/share/bailiwick-was-here', { force: true });
  });

  it('is tried by programs of the system, wherever the operator has tools looked for', async () => {
    const lab = openLab({ sandbox: 'require-bwrap', searchPath: [join(import.meta.dirname, '../fixtures')] });
    expect(await lab.executor.sandbox()).toEqual({ tier: 'bwrap', why: null, made: [] });
    await lab.close();
  });

  it('reaches the network, unless its profile is offline', async () => {
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    expect(await tryBoth(['connect', port])).toEqual(['through', 'through']);
    expect(await tryBoth(['connect', port], { plan: { profile: 'offline' } })).toEqual([
      'through',
      'stopped',
    ]);
  });

  it('reads what its plan names, and nothing beside it', async () => {
    const path = join(folder, 'config.yaml');
    expect(await tryBoth(['read', path], { plan: { reads: [path] } })).toEqual(['through', 'through']);
  });
});
