import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { folder, open, verify, type Folder } from './fixtures/lab.ts';
import { decisionFor, runIdOf } from './fixtures/records.ts';

const start = (program: string, ...words: readonly string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, 'fixtures', program), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** Starts a process that appends `count` records; its output is the numbers of those that were acknowledged. */
const appender = ({ file }: Folder, count: number) => start('append-records.ts', file, String(count));

async function acknowledged(child: ChildProcess): Promise<readonly number[]> {
  if (child.stdout === null) return [];
  const lines = (await text(child.stdout)).split('\n');
  // A process that is killed may leave half a line: that number nobody has read.
  return lines.slice(0, -1).map(Number);
}

test('four processes that start at once on a fresh folder share one chain', async () => {
  using where = folder(tmpdir());
  const children = Array.from({ length: 4 }, () => appender(where, 100));
  const numbers = (await Promise.all(children.map(acknowledged))).flat();
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
  expect(await verify(where)).toMatchObject({ intact: true, rows: 400 });
});

test('processes that open a fresh log at the same instant all get it', async () => {
  using where = folder(tmpdir());
  const instant = Date.now() + 700;
  const openers = Array.from({ length: 4 }, () =>
    start('open-together.ts', where.path, String(instant), '40'),
  );
  const said = await Promise.all(openers.map(async ({ stdout }) => await text(stdout)));
  expect(said.join('')).toBe('');
});

test('a writer that is killed, eight times over, loses no acknowledged record and never breaks the chain', async () => {
  using where = folder(tmpdir());
  let known = 0;
  for (let round = 0; round < 8; round += 1) {
    const child = appender(where, 1_000_000);
    const numbers = acknowledged(child);
    const ended = once(child, 'exit');
    await once(child.stdout, 'readable');
    await sleep(20 + 15 * round);
    child.kill('SIGKILL');
    await ended;
    known = Math.max(known, ...(await numbers));
    const report = await verify(where);
    expect(report).toMatchObject({ intact: true });
    expect(report.rows).toBeGreaterThanOrEqual(known);
  }
  expect(known).toBeGreaterThan(8);
});

test('an append takes milliseconds at most, and 20,000 records are verified without memory that grows', async () => {
  using where = folder();
  const store = await open(where);
  const took: number[] = [];
  for (let index = 0; index < 20_000; index += 1) {
    const started = performance.now();
    await store.decision(decisionFor(runIdOf(index)));
    took.push(performance.now() - started);
  }
  expect(took.toSorted((a, b) => a - b)[10_000]).toBeLessThan(5);
  const before = process.memoryUsage().rss;
  expect(await verify(where)).toMatchObject({ intact: true, rows: 20_000 });
  expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  await store.close();
});
