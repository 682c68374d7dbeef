import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import programs from '../../bin/programs.json' with { type: 'json' };
import ofTests from '../../scripts/test-programs.json' with { type: 'json' };

// The real set-up in a small checkout of its own, under a Node that calls itself old. `npm` and `apt-get` are small scripts that
// write down what they were asked; this npm leaves behind what a finished install leaves behind.
const npm = `#!/bin/sh
PATH=/usr/bin:/bin
echo "npm $*" >> calls
if [ -e broken ]; then echo "the registry is down" >&2; exit 1; fi
if [ "$2" = --prefix ] && [ -e offline ]; then
  mkdir -p .toolchain/node_modules
  cp .toolchain/package-lock.json .toolchain/node_modules/.package-lock.json
elif [ "$2" = --prefix ]; then
  mkdir -p .toolchain/node_modules/.bin
  printf '#!/bin/sh\\nexec "${process.execPath}" "$@"\\n' > .toolchain/node_modules/.bin/node
  chmod +x .toolchain/node_modules/.bin/node
  cp .toolchain/package-lock.json .toolchain/node_modules/.package-lock.json
else
  mkdir -p node_modules/vitest
  echo 'console.log("the job", process.argv.slice(2).join(" ")); process.exitCode = 3' > node_modules/vitest/vitest.mjs
  cp package-lock.json node_modules/.package-lock.json
fi
`;
const lock = (version: string): string =>
  JSON.stringify({ packages: { '': {}, 'node_modules/vitest': { version } } });

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'setup-'));
  mkdirSync(join(root, '.toolchain'));
  mkdirSync(join(root, 'stubs'));
  cpSync('scripts/setup.cjs', join(root, 'scripts/setup.cjs'));
  cpSync('scripts/setup-plan.cjs', join(root, 'scripts/setup-plan.cjs'));
  cpSync('bin/programs.json', join(root, 'bin/programs.json'));
  cpSync('scripts/test-programs.json', join(root, 'scripts/test-programs.json'));
  put('old-node.cjs', `Object.defineProperty(process, 'version', { value: 'v18.19.0' });`);
  put('package-lock.json', lock('1.0.0'));
  put('.toolchain/package-lock.json', lock('24.0.0'));
  put('stubs/npm', npm);
  put('stubs/apt-get', '#!/bin/sh\necho "apt-get $*" >> calls\n');
  for (const { name } of [...programs, ...ofTests]) put(`stubs/${name}`, '#!/bin/sh\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a fresh checkout is set up and the job runs; its output alone is on stdout, and its exit code comes back', () => {
  const { stdout, stderr, status } = setUp(['test', 'src/kernel']);
  expect({ stdout, status }).toEqual({ stdout: 'the job run src/kernel\n', status: 3 });
  expect(calls()).toEqual([
    expect.stringMatching(/^npm ci --prefix \S+\.toolchain /),
    expect.stringMatching(/^npm ci --no/),
  ]);
  expect(stderr.trimEnd().split('\n')).toEqual([
    expect.stringContaining('own Node.js'),
    expect.stringContaining('locked dependencies'),
  ]);
});

test('a second run does no set-up work and says nothing', () => {
  setUp(['test']);
  rmSync(join(root, 'calls'));
  expect(setUp(['test'])).toMatchObject({ stdout: 'the job run\n', stderr: '' });
  expect(calls()).toEqual([]);
});

test('what the tests alone start is not installed for the demo', () => {
  rmSync(join(root, 'stubs/promtool'));
  setUp(['demo']);
  expect(calls().join()).not.toContain('prometheus');
  setUp(['test']);
  expect(calls().join()).toContain('--no-install-recommends prometheus');
});

test('a changed lockfile brings the dependencies up to date', () => {
  setUp(['test']);
  rmSync(join(root, 'calls'));
  put('package-lock.json', lock('1.0.1'));
  setUp(['test']);
  expect(calls()).toEqual([expect.stringMatching(/^npm ci --no/)]);
});

test('a failed install stops with exit 5, and the next run tries again', () => {
  put('broken', '');
  const { stdout, stderr, status } = setUp(['test']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 5 });
  expect(stderr).toMatch(/the registry is down[\s\S]*setup: "npm ci --prefix .*" failed/);
  rmSync(join(root, 'broken'));
  expect(setUp(['test']).stdout).toBe('the job run\n');
});

test('an install that ends well without a Node, as npm does offline, stops with exit 5 and the next run tries again', () => {
  put('offline', '');
  const { stdout, stderr, status } = setUp(['test']);
  expect({ stdout, status }).toEqual({ stdout: '', status: 5 });
  expect(stderr).toContain('npm installed no Node.js for');
  rmSync(join(root, 'offline'));
  expect(setUp(['test']).stdout).toBe('the job run\n');
});

test('a missing program is installed by root on Debian and named to anyone else; the job runs all the same', () => {
  rmSync(join(root, 'stubs/dig'));
  const { stdout, stderr } = setUp(['test']);
  expect(stdout).toBe('the job run\n');
  expect(stderr).toContain('bind9-dnsutils');
  const installer = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  const asked = calls().filter((call) => call.startsWith('apt-get'));
  expect(asked).toHaveLength(installer ? 2 : 0);
});

test('an unknown job is refused with the names of the jobs', () => {
  expect(setUp(['deploy'])).toMatchObject({
    status: 2,
    stderr: 'setup: no job "deploy"; the jobs are: demo, test, check\n',
  });
});

function put(path: string, text: string): void {
  writeFileSync(join(root, path), text, { mode: 0o755 });
}

function calls(): readonly string[] {
  const file = join(root, 'calls');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}

function setUp(args: readonly string[]) {
  return spawnSync(process.execPath, ['--require', './old-node.cjs', 'scripts/setup.cjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: join(root, 'stubs') },
  });
}
