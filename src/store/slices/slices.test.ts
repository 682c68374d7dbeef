import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { EndedSlice, SlicedRun } from '../../pipeline/ports.ts';
import { folder, open, tail, verify } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import type { Store } from '../store.ts';

const [run, next] = [runIdOf(1), runIdOf(2)];
const { caller } = decisionFor(run);
const slices = ['10.20.0.0/24', '10.20.1.0/24', '10.20.2.0/24', '10.20.3.0/24'];

const slicedRun: SlicedRun = {
  runId: run,
  resumes: null,
  input: { target: '10.20.0.0/22', ports: '22' },
  argv: ['/usr/bin/nmap', '--', '10.20.0.0/22'],
  slices,
  taken: 0,
};

const ended = (position: number, changed: Partial<EndedSlice> = {}): EndedSlice => ({
  runId: run,
  position,
  of: 4,
  target: slices[position - 1] ?? '',
  returncode: 0,
  complete: true,
  seconds: 1,
  outputs: [
    {
      name: position === 1 ? 'stdout' : `${position}.stdout`,
      content: { kind: 'bytes', bytes: Buffer.from(`slice ${position}`) },
      complete: true,
    },
  ],
  ...changed,
});

/** A run of four slices of which two are done, in a store that is open. */
async function twoDone(where: ReturnType<typeof folder>): Promise<Store> {
  const store = await open(where);
  await store.decision(decisionFor(run, { tool: 'nmap' }));
  await store.slices.begin(slicedRun);
  await store.slices.keep(ended(1));
  await store.slices.keep(ended(2));
  return store;
}

const stop = (store: Store, id = run) => {
  const { result, ...record } = outcomeFor(id, 'partial');
  return store.outcome({ ...record, outputs: [], result: { ...result, status: 'cancelled' } });
};

test('a run that was stopped is gone on with behind the slices that are done, and what they printed is there', async () => {
  using where = folder();
  const store = await twoDone(where);
  await stop(store);
  expect(await store.slices.find(run, caller)).toMatchObject({
    ok: true,
    value: {
      runId: run,
      tool: 'nmap',
      input: slicedRun.input,
      argv: slicedRun.argv,
      slices,
      done: [{ position: 1, target: slices[0] }, { position: 2 }],
    },
  });
  expect(await store.slices.output(run, 2)).toEqual({
    ok: true,
    value: { stdout: Buffer.from('slice 2'), stderr: new Uint8Array(0) },
  });
  await store.close();
});

test('each slice that is done has a record with the digest of what it printed', async () => {
  using where = folder();
  const store = await twoDone(where);
  await store.close();
  const records = await tail(where, 2);
  expect(records.map(({ kind, runId }) => [kind, runId])).toEqual([
    ['outcome', run],
    ['outcome', run],
  ]);
  expect(JSON.parse(records[1]?.body ?? '{}')).toMatchObject({
    slice: { position: 2, of: 4, target: '10.20.1.0/24' },
    outputs: [{ name: '2.stdout', bytes: 7, complete: true }],
  });
  expect(await verify(where)).toMatchObject({ intact: true, rows: 3 });
});

test('what goes on with a run has the slices of that one, and nobody else goes on with it', async () => {
  using where = folder();
  const store = await twoDone(where);
  await stop(store);
  await store.decision(decisionFor(next, { tool: 'nmap', resumes: run }));
  expect(await store.slices.begin({ ...slicedRun, runId: next, resumes: run, taken: 2 })).toEqual({
    ok: true,
    value: null,
  });
  await store.slices.keep(ended(3, { runId: next }));
  await stop(store, next);
  expect(await store.slices.find(next, caller)).toMatchObject({
    value: { resumes: run, done: [{ position: 1 }, { position: 2 }, { position: 3 }] },
  });
  expect(await store.slices.output(next, 1)).toMatchObject({ value: { stdout: Buffer.from('slice 1') } });
  await store.decision(decisionFor(runIdOf(3), { tool: 'nmap' }));
  expect(await store.slices.begin({ ...slicedRun, runId: runIdOf(3), resumes: run, taken: 2 })).toMatchObject(
    {
      ok: false,
      error: { code: 'input.invalid', message: expect.stringContaining(run) },
    },
  );
  await store.close();
});

test('a slice whose output is gone or was cut is to be scanned again, and those behind it', async () => {
  using where = folder();
  const store = await twoDone(where);
  const cut = ended(3).outputs.map((output) => ({ ...output, complete: false }));
  await store.slices.keep(ended(3, { outputs: cut }));
  await stop(store);
  const doneOf = async () => {
    const found = await store.slices.find(run, caller);
    return found.ok ? found.value.done.map(({ position }) => position) : found.error.message;
  };
  expect(await doneOf()).toEqual([1, 2]);
  const shell = new DatabaseSync(where.file);
  shell.exec(`update blob set pruned_at = 1 where sha256 = (select stdout from slice where position = 1)`);
  shell.close();
  expect(await doneOf()).toEqual([]);
  await store.close();
});

test.each([
  ['of somebody else', async () => undefined, { principal: 'eve' }, 'run.not_found'],
  ['that still goes on', async () => undefined, {}, 'input.invalid'],
  [
    'that has done all',
    async (store: Store) => await store.outcome({ ...outcomeFor(run, 'all'), outputs: [] }),
    {},
    'input.invalid',
  ],
])('a run %s is not gone on with', async (_, end, who, code) => {
  using where = folder();
  const store = await twoDone(where);
  await end(store);
  expect(await store.slices.find(run, { ...caller, ...who })).toMatchObject({ ok: false, error: { code } });
  expect((await store.slices.find(run, { ...caller, channel: 'cli' })).ok).toBe(false);
  await store.close();
});
