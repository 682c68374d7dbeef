import { expect, test } from 'vitest';
import { correlationIdOf, newRunId, type RunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { CallRequest, Run } from '../pipeline/run.ts';
import { folder, open, type Folder } from '../store/fixtures/lab.ts';
import { decisionFor, outcomeFor } from '../store/fixtures/records.ts';
import type { Store } from '../store/store.ts';
import { keyedRuns } from './keyed-runs.ts';

const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
const caller = { channel: 'http', principal: 'ada', client: null } as const;
const request: CallRequest = { tool: 'dig', input: { target: '10.0.0.5', type: 'A' }, caller };

/** A process over the store of a folder; its runs are recorded when they start, and end when they are told to. */
async function processOf(where: Folder, owner = 'one', gone: readonly string[] = []) {
  const store = await open(where, owner);
  const started: CallRequest[] = [];
  const live = new Map<string, Run & { readonly end: () => Promise<void> }>();
  const start = (call: CallRequest): Run => {
    started.push(call);
    const facts = {
      runId: call.runId ?? newRunId(random),
      correlationId: correlationIdOf(undefined, random),
      tool: call.tool,
      configVersion: '',
    };
    const { promise, resolve } = Promise.withResolvers<ReturnType<typeof buildResult>>();
    const refusal = call.refusal ?? null;
    if (refusal !== null) resolve(buildResult(facts, 'refused', refusal.message, refusal));
    const run = {
      id: facts.runId,
      correlationId: facts.correlationId,
      principal: call.caller.principal,
      standing: () => buildResult(facts, 'running', '', null),
      stop: () => resolve(buildResult(facts, 'cancelled', 'Stopped.', null)),
      onProgress: () => () => undefined,
      result: promise,
      end: async () => {
        await end(store, facts.runId);
        live.delete(facts.runId);
        resolve(outcomeFor(facts.runId, 'a word').result);
      },
    };
    if (refusal === null) live.set(run.id, run);
    return run;
  };
  const startOnce = keyedRuns({
    start,
    store,
    random,
    owner,
    live: (id) => live.get(id),
    isGone: (name) => gone.includes(name),
  });
  return { store, started, live, startOnce };
}

const begin = (store: Store, runId: RunId) => store.decision(decisionFor(runId, { caller, tool: 'dig' }));

async function end(store: Store, runId: RunId): Promise<void> {
  await begin(store, runId);
  await store.outcome(outcomeFor(runId, 'a word'));
}

test('calls with one key have one run, in this process and in others; the later ones are told so', async () => {
  using where = folder();
  const [one, other] = [await processOf(where, 'one'), await processOf(where, 'other')];
  const here = await Promise.all([one.startOnce(request, 'k1'), one.startOnce(request, 'k1')]);
  const there = await other.startOnce({ ...request, input: { type: 'A', target: '10.0.0.5' } }, 'k1');
  expect([...one.started, ...other.started]).toHaveLength(1);
  expect(new Set([...here, there].map(({ id }) => id)).size).toBe(1);
  expect(there.standing()).toMatchObject({ status: 'running', run_id: there.id });
  await one.live.get(there.id)?.end();
  const results = await Promise.all([...here, there].map(({ result }) => result));
  expect(results.map(({ status, run_id }) => [status, run_id])).toEqual(
    Array.from({ length: 3 }, () => ['succeeded', there.id]),
  );
  expect(results.map(({ metadata }) => metadata.notes.length)).toEqual([0, 1, 1]);
  await one.store.close();
  await other.store.close();
});

test('what has ended is remembered, after a restart too; other keys, other principals and dry runs have runs of their own', async () => {
  using where = folder();
  const first = await processOf(where);
  const run = await first.startOnce(request, 'k1');
  await first.live.get(run.id)?.end();
  await first.store.close();
  const { startOnce, started, store } = await processOf(where, 'two', ['one']);
  const again = await startOnce(request, 'k1');
  expect(await again.result).toMatchObject({
    run_id: run.id,
    status: 'succeeded',
    result: { answers: ['a word'] },
  });
  expect(started).toEqual([]);
  await startOnce(request, 'k2');
  await startOnce({ ...request, caller: { ...caller, principal: 'eve' } }, 'k1');
  await startOnce({ ...request, input: { target: '10.0.0.5', dry_run: true } }, 'k1');
  expect(started).toHaveLength(3);
  await store.close();
});

test('other arguments with the key are refused with the run that has it; so is a key that is none', async () => {
  using where = folder();
  const { startOnce, store } = await processOf(where);
  const run = await startOnce(request, 'k1');
  const other = await startOnce({ ...request, input: { target: '10.0.0.6', type: 'A' } }, 'k1');
  expect(await other.result).toMatchObject({
    status: 'refused',
    error: { code: 'input.invalid', field: 'idempotency_key', message: expect.stringContaining(run.id) },
  });
  for (const key of ['', 'two words', 'x'.repeat(201)])
    expect(await (await startOnce(request, key)).result).toMatchObject({ status: 'refused' });
  await store.close();
});

test('a run that was refused, or that its dead server never started, leaves the key to the next call', async () => {
  using where = folder();
  const first = await processOf(where);
  await first.startOnce(request, 'k1');
  const refused = await first.startOnce(request, 'k2');
  await first.store.decision(decisionFor(refused.id, { caller, decision: 'deny', code: 'limit.busy' }));
  await first.store.close();
  const { startOnce, started, store } = await processOf(where, 'two', ['one']);
  await startOnce(request, 'k1');
  await startOnce(request, 'k2');
  expect(started).toHaveLength(2);
  await store.close();
});

test('a call that joined a run and gives up leaves it to the first one', async () => {
  using where = folder();
  const { startOnce, live, store } = await processOf(where);
  const run = await startOnce(request, 'k1');
  const joined = await startOnce(request, 'k1');
  joined.stop('cancelled');
  expect(await joined.result).toMatchObject({ status: 'cancelled' });
  await live.get(run.id)?.end();
  expect(await run.result).toMatchObject({ status: 'succeeded' });
  await store.close();
});

test('a run whose server was killed is told as interrupted to whoever comes with its key', async () => {
  using where = folder();
  const first = await processOf(where);
  const run = await first.startOnce(request, 'k1');
  await begin(first.store, run.id);
  await first.store.close();
  const { startOnce, started, store } = await processOf(where, 'two', ['one']);
  expect(await (await startOnce(request, 'k1')).result).toMatchObject({
    run_id: run.id,
    error: { code: 'run.interrupted' },
  });
  expect(started).toEqual([]);
  await store.close();
});
