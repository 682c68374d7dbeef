import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { Secret } from '../kernel/secret.ts';
import { openTestLog } from './fixtures/open-test-log.ts';
import type { Logger } from './logger.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-logger-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string) => ({ path: join(folder, name), maxBytes: 1e6, backups: 1 });
const textIn = (name: string): string => readFileSync(join(folder, name), 'utf8');
const linesIn = (name: string): readonly unknown[] =>
  textIn(name)
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
const settings = { level: 'info', format: 'json', secrets: [] } as const;

function commit(logger: Logger, next: Parameters<Logger['prepare']>[0]): void {
  const prepared = logger.prepare(next);
  if (!prepared.ok) throw new Error(prepared.error);
  prepared.value();
}

test('lines are counted by level, and what lies below the level in force is none', async () => {
  const logger = openTestLog({ file: file('counted'), level: 'info' });
  logger.log('debug', 'internal.error');
  logger.log('info', 'tool.call');
  logger.log('info', 'tool.call');
  expect(logger.lines()).toEqual({ trace: 0, debug: 0, info: 2, warn: 0, error: 0, fatal: 0 });
  await logger.close();
  logger.log('info', 'tool.call');
  expect(linesIn('counted')).toHaveLength(2);
});

test('a line begins with its envelope, which no field can take the place of', async () => {
  const logger = openTestLog({ file: file('envelope') });
  logger.log('info', 'tool.call', {
    tool: 'dig',
    event: 'forged',
    time: 'never',
    level: 'fatal',
    severity: 0,
  });
  await logger.close();
  expect(textIn('envelope')).toMatch(
    /^\{"time":"\d{4}-\d\d-\d\dT[\d:.]+Z","level":"info","severity":6,"event":"tool\.call","tool":"dig","field_event":"forged"/,
  );
});

test('level, format and file change while it runs', async () => {
  const logger = openTestLog({ file: file('first') });
  commit(logger, { ...settings, file: file('first'), level: 'debug' });
  logger.log('debug', 'run.queued', { tool: 'dig' });
  commit(logger, { ...settings, file: file('second'), format: 'text' });
  logger.log('debug', 'run.queued');
  logger.log('info', 'tool.call', { tool: 'dig', note: 'a b\nc=d', list: ['x'] });
  await logger.close();
  expect(linesIn('first')).toMatchObject([{ level: 'debug', severity: 7, event: 'run.queued', tool: 'dig' }]);
  expect(textIn('second')).toMatch(/^\S+Z INFO {2}tool\.call tool=dig note="a b\\nc=d" list=\["x"\]\n$/);
});

test('a file that cannot be had changes nothing, and one that is only prepared holds nothing', async () => {
  const logger = openTestLog({ file: file('kept') });
  const refused = logger.prepare({ ...settings, file: { ...file('x'), path: folder } });
  expect(refused).toEqual({ ok: false, error: 'is not a regular file' });
  logger.prepare({ ...settings, file: file('prepared') });
  logger.log('info', 'tool.call');
  await logger.close();
  expect([linesIn('kept').length, textIn('prepared')]).toEqual([1, '']);
});

test('a flood of one event is held back and counted, and calls have their lines all the same', async () => {
  const clock = manualClock();
  const logger = openTestLog({ file: file('flood') }, clock);
  for (let index = 0; index < 100; index += 1) logger.log('info', 'artifact.failed', { index });
  for (let index = 0; index < 100; index += 1) logger.log('info', 'tool.call', { index });
  clock.advance(1000);
  logger.log('info', 'artifact.failed', { index: 'next' });
  logger.log('info', 'artifact.failed', { index: 'last' });
  await logger.close();
  const lines = linesIn('flood');
  expect(lines.length).toBe(60 + 100 + 2);
  expect(lines.at(-2)).toMatchObject({ event: 'artifact.failed', index: 'next', suppressed: 40 });
  expect(lines.at(-1)).toMatchObject({ event: 'log.suppressed', of: 'artifact.failed', lines: 1 });
});

test('lines that are lost while a file is gone are counted, and told in one line when it is back', async () => {
  mkdirSync(join(folder, 'here'));
  const logger = openTestLog({ file: file('here/log') });
  renameSync(join(folder, 'here'), join(folder, 'away'));
  for (let index = 0; index < 3; index += 1) logger.log('info', 'tool.call', { index });
  expect(logger.dropped()).toBe(3);
  renameSync(join(folder, 'away'), join(folder, 'here'));
  logger.log('info', 'tool.call', { index: 'back' });
  await logger.close();
  expect(linesIn('here/log')).toMatchObject([
    { index: 'back' },
    { level: 'warn', event: 'log.dropped', lines: 3 },
  ]);
});

test('no line holds a secret that is known, also once there are others', async () => {
  const logger = openTestLog({ file: file('secrets'), secrets: [new Secret('first-canary')] });
  logger.log('info', 'tool.call', { text: 'a first-canary' });
  commit(logger, { ...settings, file: file('secrets'), secrets: [new Secret('second-canary')] });
  logger.log('info', 'tool.call', { text: 'a second-canary' });
  await logger.close();
  expect(textIn('secrets')).not.toContain('canary');
});
