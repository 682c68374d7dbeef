import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder, tail, verify, type Folder } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import type { Store } from '../store.ts';
import { openStoreThread } from './open-store-thread.ts';
import { startStoreThread } from './start-store-thread.ts';

const run = runIdOf(1);

async function openThread({ file }: Folder): Promise<Store> {
  const opened = await openStoreThread({ path: file, owner: 'a test' });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

test('what is asked of the thread is what the store does', async () => {
  using where = folder();
  const store = await openThread(where);
  expect(await store.decision(decisionFor(run))).toEqual({ ok: true, value: { seq: 1 } });
  expect(await store.outcome(outcomeFor(run, 'a word'))).toEqual({
    ok: true,
    value: { seq: 2, notes: [] },
  });
  expect(await store.output({ runId: run, name: 'stdout' })).toMatchObject({
    ok: true,
    value: { bytes: new TextEncoder().encode('a word'), complete: true },
  });
  expect(await store.runs({ limit: 5 })).toMatchObject({
    ok: true,
    value: [{ id: run, tool: 'dig', state: 'succeeded', summary: 'dig found 1 answer.' }],
  });
  expect([await store.writable(), await store.exposure()]).toEqual([true, null]);
  await store.close();
  expect((await tail(where, 5)).map(({ kind }) => kind)).toEqual(['decision', 'outcome']);
});

test('calls that come together are all recorded, each with a number of its own', async () => {
  using where = folder();
  const store = await openThread(where);
  const records = Array.from({ length: 50 }, (_, index) => store.decision(decisionFor(runIdOf(index))));
  const seqs = (await Promise.all(records)).map((recorded) => (recorded.ok ? recorded.value.seq : 0));
  await store.close();
  expect(new Set(seqs).size).toBe(50);
  expect(await verify(where)).toMatchObject({ intact: true, rows: 50 });
});

test('a store that cannot be opened says why, as it would without a thread', async () => {
  using where = folder();
  writeFileSync(`${where.path}/data`, '');
  expect(await openStoreThread({ path: where.file, owner: 'a test' })).toMatchObject({
    ok: false,
    error: { code: 'store.unavailable', message: expect.stringContaining(where.file) },
  });
});

test('a thread that was started before, and is over, is told as such at once', async () => {
  using where = folder();
  const worker = startStoreThread();
  await worker.terminate();
  expect(await openStoreThread({ path: where.file, owner: 'a test' }, worker)).toMatchObject({
    ok: false,
    error: { code: 'store.unavailable' },
  });
});

test('a lock that another process keeps holds up the record alone, and not the event loop', async () => {
  using where = folder();
  const store = await openThread(where);
  const shell = new DatabaseSync(where.file);
  shell.exec('begin immediate');
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const recorded = store.decision(decisionFor(run));
  await new Promise((resolve) => setTimeout(resolve, 200));
  delay.disable();
  shell.exec('rollback');
  shell.close();
  expect(await recorded).toEqual({ ok: true, value: { seq: 1 } });
  expect(delay.percentile(90) / 1e6).toBeLessThan(100);
  await store.close();
});

test('a closed store refuses, and is closed once', async () => {
  using where = folder();
  const store = await openThread(where);
  await store.close();
  await store.close();
  expect(await store.decision(decisionFor(run))).toMatchObject({
    ok: false,
    error: { code: 'store.unavailable', message: expect.stringContaining('gives no answer') },
  });
  expect(await store.writable()).toBe(false);
});
