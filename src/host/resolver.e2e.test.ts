import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const server = fileURLToPath(new URL('fixtures/name-server.ts', import.meta.url));

/** Runs the fixture with a network of its own, so that no question leaves this machine. */
function seenBehind(nameServer: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'bailiwick-resolver-'));
  const settings = join(folder, 'resolv.conf');
  writeFileSync(settings, `nameserver ${nameServer}\noptions timeout:1 attempts:1\n`);
  try {
    const script = 'mount --bind "$0" /etc/resolv.conf && ip link set lo up && exec "$@"';
    const words = ['-rnm', 'sh', '-c', script, settings, process.execPath, server];
    return JSON.parse(execFileSync('unshare', words, { encoding: 'utf8', timeout: 30_000 }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('"there is none" is an answer; a server that is broken, refuses or is silent gives none', () => {
  expect(seenBehind('127.0.0.1')).toEqual({
    none: '0 addresses',
    empty: '0 addresses',
    broken: 'scope.unresolved',
    refused: 'scope.unresolved',
    mute: 'scope.unresolved',
  });
});
