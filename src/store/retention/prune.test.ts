import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, verify, type Folder } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';

const dayMs = 86_400_000;
const ample = { keepRunsMs: 90 * dayMs, keepOutputsMs: 30 * dayMs, totalBytes: 2 ** 30 };
const large = () => randomBytes(80_000).toString('hex').repeat(2);

/** A store whose clock begins today, since the files of contents have the time of the disk. */
async function lab({ file }: Folder) {
  let now = Date.now();
  const opened = await openStore({ path: file, owner: 'a test' }, { wallMs: () => now });
  if (!opened.ok) throw new Error(opened.error.message);
  const store = opened.value;
  const run = async (index: number, said: string): Promise<void> => {
    await store.decision(decisionFor(runIdOf(index)));
    await store.outcome(outcomeFor(runIdOf(index), said));
  };
  return { store, run, pass: (days: number) => (now += days * dayMs), now: () => now };
}

const filesOf = ({ path }: Folder): readonly string[] =>
  readdirSync(join(path, 'data', 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.zst'),
  );
const sizeOf = (where: Folder): number =>
  filesOf(where).reduce((sum, name) => sum + statSync(join(where.path, 'data', 'blobs', name)).size, 0);
const read = async (store: Store, index: number, name = 'stdout') => {
  const output = await store.output({ runId: runIdOf(index), name });
  return output.ok ? output.value : null;
};
/** To be compared by `===` alone: a difference this long takes minutes to print. */
const said = async (store: Store, index: number) =>
  new TextDecoder().decode((await read(store, index))?.bytes ?? undefined);
const pruned = (runs: number, outputs: number) => ({ ok: true, value: { runs, outputs } });

test('outputs that are too old go, with their files; their runs stay, with their results, and say so', async () => {
  using where = folder();
  const { store, run, pass, now } = await lab(where);
  await run(1, large());
  const both = filesOf(where).length;
  pass(31);
  await run(2, 'a word');
  expect(await store.prune(ample)).toEqual(pruned(0, 1));
  expect(filesOf(where)).toHaveLength(both - 1);
  expect(await read(store, 1)).toEqual({ bytes: null, prunedAt: now() });
  expect(await read(store, 1, 'result')).toMatchObject({ complete: true });
  expect(await read(store, 2)).toMatchObject({ complete: true });
  expect(await store.outputs(runIdOf(1))).toMatchObject({
    value: [
      { name: 'result', prunedAt: null },
      { name: 'stdout', prunedAt: now(), bytes: 320_000, sha256: expect.any(String) },
    ],
  });
  expect(await store.prune(ample)).toEqual(pruned(0, 0));
  await store.close();
});

test('runs that are too old go with all that they left; what runs, what others share, and the audit log stay', async () => {
  using where = folder();
  const { store, run, pass } = await lab(where);
  const shared = large();
  await run(1, shared);
  await run(2, large());
  await store.decision(decisionFor(runIdOf(3)));
  pass(91);
  await run(4, shared);
  expect(await store.prune({ ...ample, keepOutputsMs: 999 * dayMs })).toEqual(pruned(2, 0));
  const runs = await store.runs({ limit: 9 });
  expect(runs.ok && runs.value.map(({ id }) => id).toSorted()).toEqual([runIdOf(3), runIdOf(4)].toSorted());
  expect((await said(store, 4)) === shared).toBe(true);
  expect(filesOf(where)).toHaveLength(2);
  expect(await verify(where)).toMatchObject({ intact: true, rows: 7 });
  await store.close();
});

test('where all together is too much the oldest goes first, and results after everything else', async () => {
  using where = folder();
  const { store, run, pass } = await lab(where);
  for (const index of [1, 2, 3]) {
    await run(index, large());
    pass(1);
  }
  const all = sizeOf(where);
  expect(await store.prune({ ...ample, totalBytes: all - 1 })).toEqual(pruned(0, 1));
  const stream = all - sizeOf(where);
  expect([await read(store, 1), await read(store, 2)]).toMatchObject([{ bytes: null }, { complete: true }]);
  expect(await store.prune({ ...ample, totalBytes: all - 2.5 * stream })).toEqual(pruned(0, 2));
  expect([await read(store, 3), await read(store, 3, 'result')]).toMatchObject([
    { bytes: null },
    { complete: true },
  ]);
  expect(await store.prune({ ...ample, totalBytes: 0 })).toEqual(pruned(0, 3));
  expect(filesOf(where)).toEqual([]);
  await store.close();
});

test('what was removed and is printed once more is kept once more, for both runs', async () => {
  using where = folder();
  const { store, run, pass } = await lab(where);
  const same = large();
  await run(1, same);
  pass(31);
  await store.prune(ample);
  await run(2, same);
  expect([(await said(store, 1)) === same, (await said(store, 2)) === same]).toEqual([true, true]);
  await store.close();
});

test('files of no content are swept, but neither young ones, nor what is none of ours', async () => {
  using where = folder();
  const { store, now } = await lab(where);
  const blobs = join(where.path, 'data', 'blobs');
  mkdirSync(join(blobs, 'ab'), { recursive: true });
  const place = (name: string, ageMs: number): string => {
    const path = join(blobs, name);
    writeFileSync(path, 'x');
    utimesSync(path, (now() - ageMs) / 1000, (now() - ageMs) / 1000);
    return path;
  };
  const digest = (end: string): string => `ab/${'ab'.padEnd(63, '0')}${end}.zst`;
  const swept = [place('new-1', 3_600_000), place(digest('1'), 3_600_000)];
  const left = [place('new-2', 1000), place(digest('2'), 1000), place('ab/mine.txt', 3_600_000)];
  await store.prune(ample);
  expect([swept.map((path) => existsSync(path)), left.map((path) => existsSync(path))]).toEqual([
    [false, false],
    [true, true, true],
  ]);
  await store.close();
});
