import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

// What an installed package holds: what was built, the launcher and the dependencies, but no sources and no toolchain.
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'installed-'));
  for (const path of ['bin', 'package.json']) cpSync(path, join(root, path), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  const tsc = [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--outDir',
    join(root, 'dist'),
  ];
  execFileSync(process.execPath, tsc, { stdio: 'pipe' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('the installed package knows its version', async () => {
  const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await bailiwick('--version')).toBe(`${version}\n`);
});

test('the installed package runs a tool: its launcher and the program that ships with it are found where they were built', async () => {
  const service = createServer((socket) => socket.end('220 here\r\n')).listen(0, '127.0.0.1');
  try {
    await new Promise((listening) => {
      service.once('listening', listening);
    });
    const address = service.address();
    const port = typeof address === 'object' ? address?.port : null;
    const input = JSON.stringify({ target: '127.0.0.1', ports: String(port) });
    const out = await bailiwick('call', 'port_check', '--json', input, '--set', 'scope.allow_loopback=true');
    expect(JSON.parse(out)).toMatchObject({ status: 'succeeded', tool: 'port_check', error: null });
  } finally {
    service.close();
  }
});

test('the package exports exactly what its sources list', async () => {
  const built: object = await import(join(root, 'dist', 'index.js'));
  const source: object = await import('../../src/index.ts');
  expect(Object.keys(built).toSorted()).toEqual(Object.keys(source).toSorted());
});

async function bailiwick(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin', 'bailiwick.js'), ...args],
    {
      env: { PATH: process.env['PATH'], HOME: root },
    },
  );
  return stdout;
}
