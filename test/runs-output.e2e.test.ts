import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const fixture = (name: string) => new URL(`../src/tools/catalogue/fixtures/${name}`, import.meta.url);
const report = fixture('nmap-services.xml');
let flags: readonly string[];

const output = (...words: readonly string[]) => sandbox.run(['runs', 'output', ...words, ...flags]);

beforeAll(async () => {
  sandbox.stub('dig', `case "$*" in *broken*) exit 10 ;; *) cat '${fixture('dig-a.txt').pathname}' ;; esac`);
  const stubs = sandbox.stub('nmap', `cat '${report.pathname}'`);
  flags = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`, '--set', 'scope.allow_loopback=true'];
  await sandbox.run(['run', 'nmap', '127.0.0.1', ...flags]);
  await sandbox.run(['run', 'dig', 'one.lab.internal', '--server', '127.0.0.1', ...flags]);
  await sandbox.run(['run', 'dig', 'broken.lab.internal', '--server', '127.0.0.1', ...flags]);
}, 60_000);

it('writes the report of a program that prints XML as it is, and says of others what there is instead', async () => {
  const xml = await output('last~2', '--format', 'xml');
  expect([xml.code, xml.stdout]).toEqual([0, readFileSync(report, 'utf8')]);
  const none = await output('last~1', '--format', 'xml');
  expect([none.code, none.stdout]).toEqual([2, '']);
  expect(none.stderr).toContain('is no XML');
});

it('writes the entries of a result as rows, in three formats', async () => {
  const csv = await output('last~2', '--format', 'csv');
  expect(csv.stdout.split('\r\n')[0]).toContain('list,scan,');
  expect(csv.stdout).toMatch(/\r\nhosts\.ports,.*\r\n/);
  const lines = await output('last~1', '--format', 'jsonl');
  const [first] = lines.stdout.split('\n').map((line): unknown => JSON.parse(line === '' ? '{}' : line));
  expect(first).toMatchObject({ list: 'result', status: 'NOERROR' });
  const table = await output('last~1', '--format', 'md');
  expect(table.stdout).toMatch(/^\| list \|.*\|\n\| --- \|/);
});

it('says of a run without a result that there are no rows, and shows what is kept of it', async () => {
  const { code, stdout, stderr } = await output('last', '--format', 'csv');
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('has no parsed result to make rows of');
  const show = await sandbox.run(['runs', 'show', 'last~1', ...flags]);
  expect(show.stdout).toMatch(/kept stdout: \d+ bytes, sha256 [0-9a-f]{64}\n/);
});

it('names the run that was meant where an id has a slip, and lists by target and time', async () => {
  const { stdout: id } = await sandbox.run(['runs', 'list', '-q', '-n', '1', '--target', 'BROKEN', ...flags]);
  const slip = `${id.trim().slice(0, -1)}e`;
  const { code, stderr } = await sandbox.run(['runs', 'show', slip, ...flags]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`Did you mean ${id.trim()}?`)]);
  const listed = (...words: readonly string[]) => sandbox.run(['runs', 'list', '-q', ...words, ...flags]);
  expect((await listed('--since', '1h')).stdout.split('\n')).toHaveLength(4);
  expect(await listed('--since', '2100-01-01')).toMatchObject({ code: 0, stdout: '' });
  expect((await listed('--target', '%')).stdout).toBe('');
});
