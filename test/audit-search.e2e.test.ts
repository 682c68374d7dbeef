import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
const audit = (...words: readonly string[]) => sandbox.run(['audit', ...words, '--config', sandbox.config]);
const plan = (target: string) =>
  sandbox.run([
    'call',
    'port_check',
    '--json',
    JSON.stringify({ target, ports: '22', dry_run: true }),
    '--config',
    sandbox.config,
  ]);
const numbers = (stdout: string): readonly string[] => stdout.match(/^#\d+/gm) ?? [];

beforeAll(async () => {
  for (const target of ['10.0.0.5', '10.0.0.8/30', '192.0.2.1']) await plan(target);
});
afterAll(() => sandbox.remove());

test.each([
  [['--address', '10.0.0.9'], ['#2']],
  [['--address', '10.0.0.0/29'], ['#1']],
  [['--decision', 'deny'], ['#3']],
  [['--target', '192.0.2.1'], ['#3']],
  [
    ['--tool', 'port_check', '--principal', 'local'],
    ['#1', '#2', '#3'],
  ],
  [['--until', '2020-01-01'], []],
  [['--tool', 'nmap'], []],
])('audit search %j finds %j, and says by its exit code whether it did', async (words, found) => {
  const { code, stdout } = await audit('search', ...words);
  expect([numbers(stdout), code]).toEqual([found, found.length === 0 ? 1 : 0]);
});

test('an address that is none is refused, with what it takes', async () => {
  const { code, stderr } = await audit('search', '--address', 'db.lab.internal');
  expect([code, stderr]).toMatchObject([2, expect.stringContaining('an address or a block')]);
});

test('an export as NDJSON holds all that the hashes are over', async () => {
  const { stdout } = await audit('export');
  const [first, second, third] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect([second.prev, third.prev]).toEqual([first.hash, second.hash]);
  const fields = [
    '1',
    String(Date.parse(first.at)),
    'decision',
    'local',
    first.run_id,
    JSON.stringify(first.body),
  ].map((field) => Buffer.from(field));
  const sha = createHash('sha256');
  for (const bytes of [...fields, Buffer.from(first.prev, 'hex')]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    sha.update(length).update(bytes);
  }
  expect(sha.digest('hex')).toBe(first.hash);
});

test('an export as OCSF has an event for each record that fits', async () => {
  const { code, stdout } = await audit('export', '--format', 'ocsf', '--decision', 'deny');
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(code).toBe(0);
  expect(events).toMatchObject([
    { class_uid: 6003, action: 'Denied', status_code: 'scope.denied', metadata: { sequence: 3 } },
  ]);
});
