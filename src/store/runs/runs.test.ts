import { expect, test } from 'vitest';
import type { DecisionRecord } from '../../pipeline/ports.ts';
import { folder, open, tail, verify } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import type { Store } from '../store.ts';

const run = runIdOf(1);
const ada = { caller: { channel: 'http', principal: 'ada', client: 'a client/1' } } as const;

async function statesOf(store: Store): Promise<readonly string[]> {
  const found = await store.runs({ limit: 9 });
  return found.ok ? found.value.map(({ state }) => state) : [found.error.message];
}

test('a run is remembered from its decision on, and with its outcome how it ended', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run, ada));
  expect(await store.runs({ limit: 1 })).toMatchObject({
    ok: true,
    value: [
      { id: run, state: 'running', principal: 'ada', client: 'a client/1', finishedAt: null, summary: null },
    ],
  });
  await store.outcome(outcomeFor(run, 'a word'));
  expect(await store.runs({ limit: 1 })).toMatchObject({
    value: [{ state: 'succeeded', summary: 'dig found 1 answer.', finishedAt: Date.UTC(2026, 0, 1) }],
  });
  const kept = await store.output({ runId: run, name: 'result' });
  const text = kept.ok && kept.value !== null ? new TextDecoder().decode(kept.value.bytes) : '{}';
  expect(JSON.parse(text)).toEqual(outcomeFor(run, 'a word').result);
  await store.close();
});

test.each<[string, Partial<DecisionRecord>, readonly string[]]>([
  ['a refusal is a run that was refused', { decision: 'deny', code: 'scope.outside' }, ['refused']],
  ['a missing program is a run that failed', { decision: 'deny', code: 'tool.missing' }, ['failed']],
  ['a dry run is none', { dryRun: true }, []],
])('%s', async (_, record, states) => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run, record));
  expect(await statesOf(store)).toEqual(states);
  await store.close();
});

test('a call of several decisions is one run; one that is refused after it was allowed has ended', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run));
  await store.decision(decisionFor(run, { target: '10.0.0.6' }));
  expect(await statesOf(store)).toEqual(['running']);
  await store.decision(decisionFor(run, { decision: 'deny', code: 'breaker.open' }));
  expect(await statesOf(store)).toEqual(['refused']);
  await store.close();
});

test('runs are found by id, by how that begins, by who asked, by tool and by state', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run, ada));
  await store.decision(decisionFor(runIdOf(2), { tool: 'nmap' }));
  const found = async (filter: object) => {
    const runs = await store.runs({ limit: 9, ...filter });
    return runs.ok ? runs.value.length : runs.error.message;
  };
  expect(await found({})).toBe(2);
  for (const filter of [{ id: run }, { idPrefix: run }, { principal: 'ada' }, { tool: 'nmap' }])
    expect(await found(filter)).toBe(1);
  for (const filter of [{ id: 'r-%' }, { idPrefix: 'r-_' }, { idPrefix: 'r-%' }, { states: ['failed'] }])
    expect(await found(filter)).toBe(0);
  await store.close();
});

test('the runs of a process that is gone are interrupted once, with a record; others go on', async () => {
  using where = folder();
  const killed = await open(where);
  await killed.decision(decisionFor(run));
  await killed.decision(decisionFor(runIdOf(2)));
  await killed.outcome(outcomeFor(runIdOf(2), 'a word'));
  await killed.close();
  const [one, other] = [await open(where, 'one'), await open(where, 'other')];
  expect(await one.unfinishedOwners()).toEqual({ ok: true, value: ['a test'] });
  expect(await one.interrupt('another')).toEqual({ ok: true, value: [] });
  const both = await Promise.all([one.interrupt('a test'), other.interrupt('a test')]);
  expect(both.flatMap((ended) => (ended.ok ? ended.value : []))).toEqual([run]);
  expect(await one.unfinishedOwners()).toEqual({ ok: true, value: [] });
  expect((await statesOf(one)).toSorted()).toEqual(['interrupted', 'succeeded']);
  await one.close();
  await other.close();
  const [record] = await tail(where, 1);
  expect([record?.kind, record?.runId, record?.body]).toMatchObject([
    'outcome',
    run,
    expect.stringContaining('"interrupted"'),
  ]);
  expect(await verify(where)).toMatchObject({ intact: true, rows: 4 });
});
