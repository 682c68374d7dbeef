import { expect, test } from 'vitest';
import { folder, open, tamper } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';

const side = (kind: 'run' | 'baseline', name: string) => ({ kind, name });

test('a baseline is what its runs know together, stays when they go, and is compared as a run is', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22] });
  await scanned(store, 2, { '10.0.0.5': [22], '10.0.0.6': [80] });
  const runs = [runIdOf(2), runIdOf(1), runIdOf(2)];
  const facts = { name: 'march', runs: [runIdOf(2), runIdOf(1)], hosts: 2 };
  expect(await store.setBaseline({ name: 'march', runs })).toMatchObject({ ok: true, value: facts });
  await store.prune({ keepRunsMs: -1, keepOutputsMs: -1, totalBytes: 0 });
  expect(await store.runs({ limit: 9 })).toEqual({ ok: true, value: [] });
  await scanned(store, 3, { '10.0.0.5': [22, 443], '10.0.0.6': [80] });
  const compared = await store.compare({
    before: side('baseline', 'march'),
    after: side('run', runIdOf(3)),
    format: 'text',
    maxTokens: null,
  });
  expect(compared).toMatchObject({
    ok: true,
    value: {
      changes: 1,
      text: expect.stringMatching(/^march → r-/),
      document: { before: { run: 'march' }, changes: [{ address: '10.0.0.5', port: 443 }] },
    },
  });
  expect(await store.baseline('march')).toMatchObject({ value: { ...facts, picture: { run: 'march' } } });
  await store.close();
});

test('baselines are listed by name, replaced by ones of the same name, and forgotten', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22] });
  await scanned(store, 2, { '10.0.0.5': [22], '10.0.0.6': [80] });
  for (const [name, run] of [
    ['march', 1],
    ['april', 1],
    ['march', 2],
  ] as const)
    await store.setBaseline({ name, runs: [runIdOf(run)] });
  expect(await store.baselines()).toMatchObject({
    value: [
      { name: 'april', hosts: 1, runs: [runIdOf(1)] },
      { name: 'march', hosts: 2, runs: [runIdOf(2)] },
    ],
  });
  expect([await store.removeBaseline('april'), await store.removeBaseline('april')]).toMatchObject([
    { value: true },
    { value: false },
  ]);
  expect(await store.baseline('april')).toEqual({ ok: true, value: null });
  await store.close();
});

test('neither runs that tell nothing of hosts nor none at all make a baseline, and nothing is compared with a missing one', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(runIdOf(1)));
  await store.outcome(outcomeFor(runIdOf(1), 'an answer'));
  await scanned(store, 2, { '10.0.0.5': [22] });
  for (const runs of [[], [runIdOf(1)], [runIdOf(2), runIdOf(9)]])
    expect(await store.setBaseline({ name: 'march', runs })).toMatchObject({ ok: false });
  expect(await store.baselines()).toEqual({ ok: true, value: [] });
  const march = side('baseline', 'march');
  expect(await store.compare({ before: march, after: march, format: 'text', maxTokens: null })).toMatchObject(
    { error: { code: 'run.not_found', message: 'There is no baseline "march".' } },
  );
  await store.close();
});

test('a picture that is none any more is told as such', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22] });
  await store.setBaseline({ name: 'march', runs: [runIdOf(1)] });
  tamper(where, `update baseline set picture = zeroblob(4)`);
  expect(await store.baseline('march')).toMatchObject({ ok: false, error: { code: 'store.unavailable' } });
  await store.close();
});
