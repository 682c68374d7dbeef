import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openAuditReader } from './audit/audit-reader.ts';
import { verifyOutputs } from './audit/verify-outputs.ts';
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

// `ROUNDS=32 npx vitest run src/store/open-store.e2e` is the whole of it; the gate takes a quarter.
const killings = Number(process.env['ROUNDS'] ?? 8);

test('four writers that are killed, 32 times over, lose no acknowledged record and never break the chain', async () => {
  using where = folder(tmpdir());
  const known = new Set<number>();
  for (let round = 0; round < killings; round += 1) {
    const writers = Array.from({ length: 4 }, () =>
      start('append-records.ts', where.file, '1000000', 'outcomes'),
    );
    const numbers = writers.map(acknowledged);
    const ended = writers.map((writer) => once(writer, 'exit'));
    await once(writers[round % 4]?.stdout ?? process.stdin, 'readable');
    await sleep((64 / killings) * round);
    for (const writer of writers) writer.kill('SIGKILL');
    await Promise.all(ended);
    for (const number of (await Promise.all(numbers)).flat()) {
      // No number is given twice.
      expect(known.has(number)).toBe(false);
      known.add(number);
    }
  }
  const report = await verify(where);
  expect(report).toMatchObject({ intact: true });
  expect(report.rows).toBeGreaterThanOrEqual(Math.max(...known));
  expect(known.size).toBeGreaterThan(killings * 4);
  using db = new DatabaseSync(where.file);
  expect(db.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(db.prepare('pragma foreign_key_check').all()).toEqual([]);
  const reader = await openAuditReader({ path: where.file });
  const store = await open(where);
  const rows = reader.ok ? reader.value.within({ from: 0, to: Number.MAX_SAFE_INTEGER }) : [];
  expect(await verifyOutputs(toAsync(rows), store)).toMatchObject({ intact: true });
  await store.close();
}, 180_000);

async function* toAsync<T>(rows: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* rows;
}

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
