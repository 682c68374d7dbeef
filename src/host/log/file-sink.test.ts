import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { openFileSink } from './file-sink.ts';
import type { LogSink } from './log-sink.ts';

const root = mkdtempSync(join(tmpdir(), 'bailiwick-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let path = '';
let count = 0;
beforeEach(() => {
  mkdirSync(join(root, `${count}`));
  path = join(root, `${count++}`, 'log');
});

function open(maxBytes: number, backups: number): LogSink {
  const sink = openFileSink(path, () => ({ maxBytes, backups }));
  if (!sink.ok) throw new Error(sink.error);
  return sink.value;
}
const line = (number: number): string => `${JSON.stringify({ number, text: 'x'.repeat(number % 97) })}\n`;
const at = (backup: number): string => (backup === 0 ? path : `${path}.${backup}`);

/** The numbers of all lines, the oldest file first; each line must be whole. */
const numbersIn = (backups: number): readonly number[] =>
  Array.from({ length: backups + 1 }, (_, index) => at(backups - index)).flatMap((file) =>
    existsSync(file)
      ? readFileSync(file, 'utf8')
          .trimEnd()
          .split('\n')
          .map((text): number => JSON.parse(text).number)
      : [],
  );
const range = (first: number, end: number): readonly number[] =>
  Array.from({ length: end - first }, (_, index) => first + index);

test('20,000 lines over many rotations are all there, whole and in order, and no file grows beyond its size', async () => {
  const sink = open(16_384, 200);
  for (const number of range(0, 20_000)) expect(sink.write(line(number))).toBe(true);
  await sink.close();
  expect(numbersIn(200)).toEqual(range(0, 20_000));
  const sizes = readdirSync(join(path, '..')).map((name) => statSync(join(path, '..', name)).size);
  expect(sizes.length).toBeGreaterThan(50);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(16_384);
});

test('so many backups are kept and no more, and of the newest lines none is missing', async () => {
  const sink = open(1000, 2);
  for (const number of range(0, 500)) sink.write(line(number));
  await sink.close();
  const numbers = numbersIn(2);
  expect(readdirSync(join(path, '..')).toSorted()).toEqual(['log', 'log.1', 'log.2']);
  expect(numbers).toEqual(range(500 - numbers.length, 500));
});

test('without backups a file is never rotated: that is left to others', async () => {
  const sink = open(100, 0);
  for (const number of range(0, 100)) sink.write(line(number));
  await sink.close();
  expect(numbersIn(0)).toEqual(range(0, 100));
});

test('a line that is longer than a file may be has one of its own', async () => {
  const sink = open(100, 5);
  for (const text of ['a\n', `${'b'.repeat(500)}\n`, 'c\n']) sink.write(text);
  await sink.close();
  expect([at(2), at(1), at(0)].map((file) => statSync(file).size)).toEqual([2, 501, 2]);
});

test('only our user can read it, and so its backups; what is there is appended to and keeps its rights', async () => {
  const before = process.umask(0);
  const sink = open(100, 2);
  for (const number of range(0, 10)) sink.write(line(number));
  await sink.close();
  process.umask(before);
  expect([at(0), at(1)].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600]);
  rmSync(path);
  writeFileSync(path, line(0));
  chmodSync(path, 0o640);
  const second = open(1000, 2);
  second.write(line(1));
  await second.close();
  expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual([line(0) + line(1), 0o640]);
});

test('a file that is moved or removed is opened anew, as logrotate expects', async () => {
  const sink = open(1000, 0);
  sink.write(line(0));
  renameSync(path, `${path}.old`);
  sink.write(line(1));
  rmSync(path);
  sink.write(line(2));
  await sink.close();
  expect([readFileSync(`${path}.old`, 'utf8'), readFileSync(path, 'utf8')]).toEqual([line(0), line(2)]);
});

test('while there is no folder, or something else in the way, lines are lost, and none after that', async () => {
  const sink = open(1000, 0);
  renameSync(join(path, '..'), join(path, '..', '..', 'away'));
  expect(sink.write(line(0))).toBe(false);
  renameSync(join(path, '..', '..', 'away'), join(path, '..'));
  rmSync(path);
  mkdirSync(path);
  expect(sink.write(line(1))).toBe(false);
  rmSync(path, { recursive: true });
  expect(sink.write(line(2))).toBe(true);
  await sink.close();
  expect(numbersIn(0)).toEqual([2]);
});

test('where a backup cannot be moved, the file grows on, and nothing is overwritten', async () => {
  const sink = open(100, 2);
  mkdirSync(`${path}.2`);
  writeFileSync(`${path}.2/kept`, '');
  writeFileSync(`${path}.1`, line(0));
  for (const number of range(1, 20)) expect(sink.write(line(number))).toBe(true);
  await sink.close();
  expect([numbersIn(0), readFileSync(`${path}.1`, 'utf8')]).toEqual([range(1, 20), line(0)]);
});

test('several sinks share a file, and lose and tear no line when one rotates under the other', async () => {
  const sinks = [open(5000, 100), open(5000, 100)];
  for (const number of range(0, 4000)) sinks[number % 2]?.write(line(number));
  for (const sink of sinks) void sink.close();
  expect(numbersIn(100)).toEqual(range(0, 4000));
});

test('what is no regular file of ours is refused at the start, with what is wrong', () => {
  const why = (): string | null => {
    const sink = openFileSink(path, () => ({ maxBytes: 100, backups: 1 }));
    return sink.ok ? null : sink.error;
  };
  mkdirSync(path);
  expect(why()).toBe('is not a regular file');
  rmSync(path, { recursive: true });
  execFileSync('mkfifo', [path]);
  expect(why()).toBe('is not a regular file');
  rmSync(path);
  symlinkSync('/dev/null', path);
  expect(why()).toBe('is a link: name the file itself');
  rmSync(path);
  path = '/dev/full';
  expect(why()).toBe('is not a regular file');
  path = join(root, 'none', 'log');
  expect(why()).toBe('there is no such folder');
});
