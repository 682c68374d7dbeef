import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

// The real launcher, in a package of its own with a program that reports what it was given.
const program = `
  export async function main(argv) {
    if (argv[0] === 'wait') {
      process.on('SIGTERM', () => { console.log('told to stop'); clearTimeout(timer); process.exitCode = 6; });
      const timer = setTimeout(() => {}, 20000);
      console.log('ready');
      return 0;
    }
    if (argv[0] === 'throw') throw new Error('a bug');
    console.log(JSON.stringify(argv));
    return 3;
  }`;

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'launcher-'));
  cpSync('bin', join(root, 'bin'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"type":"module"}');
  put('old-node.cjs', `Object.defineProperty(process, 'versions', { value: { node: '18.19.0' } });`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('an installed package runs what was built, with its arguments and its exit code', async () => {
  put('dist/cli/main.js', program);
  expect(await launch(['tools', '--json', 'a b'])).toEqual({
    code: 3,
    out: '["tools","--json","a b"]\n',
    err: '',
  });
});

test('a checkout runs its sources, so that an edit counts', async () => {
  put('dist/cli/main.js', 'export const main = async () => 99;');
  put('src/cli/main.ts', program);
  mkdirSync(join(root, 'node_modules'));
  expect(await launch(['x'])).toMatchObject({ code: 3, out: '["x"]\n' });
});

test('a checkout without its dependencies says how to get them', async () => {
  put('src/cli/main.ts', program);
  const { code, out, err } = await launch(['x']);
  expect({ code, out }).toEqual({ code: 5, out: '' });
  expect(err).toContain('Run "npm test" or "npm ci"');
});

test('a bug that escapes the program exits 8 with its stack on stderr', async () => {
  put('dist/cli/main.js', program);
  const { code, out, err } = await launch(['throw']);
  expect({ code, out }).toEqual({ code: 8, out: '' });
  expect(err).toMatch(/^bailiwick: internal error: Error: a bug\n\s+at /);
});

test('an installed package under a wrong Node says so in one sentence and exits 5', async () => {
  put('dist/cli/main.js', program);
  const { code, out, err } = await launch(['x'], { oldNode: true });
  expect({ code, out }).toEqual({ code: 5, out: '' });
  expect(err).toMatch(/^bailiwick: Node\.js 24 or newer is needed.*https:\/\/nodejs\.org\S+ and .*\n$/);
  expect(err).not.toContain('. ');
});

test('a checkout under a wrong Node and without its own says that npm test installs one', async () => {
  put('src/cli/main.ts', program);
  const { code, err } = await launch(['x'], { oldNode: true });
  expect(code).toBe(5);
  expect(err).toContain('run "npm test"');
});

test('a checkout under a wrong Node runs under its own, with the same arguments and exit code', async () => {
  withOwnNode();
  expect(await launch(['a', '--b'], { oldNode: true })).toEqual({ code: 3, out: '["a","--b"]\n', err: '' });
});

test('a signal reaches the program under its own Node, and its exit code comes back', async () => {
  withOwnNode();
  const { code, out } = await launch(['wait'], { oldNode: true, stopWhenReady: true });
  expect({ code, out }).toEqual({ code: 6, out: 'ready\ntold to stop\n' });
});

function withOwnNode(): void {
  put('src/cli/main.ts', program);
  put('.toolchain/node_modules/.bin/node', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, 0o755);
  mkdirSync(join(root, 'node_modules'));
}

function put(path: string, text: string, mode = 0o644): void {
  const file = join(root, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text, { mode });
}

interface Options {
  readonly oldNode?: boolean;
  readonly stopWhenReady?: boolean;
}

async function launch(args: readonly string[], { oldNode = false, stopWhenReady = false }: Options = {}) {
  const flags = oldNode ? ['--require', join(root, 'old-node.cjs')] : [];
  const child = spawn(process.execPath, [...flags, join(root, 'bin', 'bailiwick.js'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], XDG_CACHE_HOME: join(root, 'cache') },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    if (stopWhenReady && out === 'ready\n') child.kill('SIGTERM');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  return { code, out, err };
}
