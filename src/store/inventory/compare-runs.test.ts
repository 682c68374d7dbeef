import { expect, test } from 'vitest';
import { folder, open } from '../fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';

const between = (before: number, after: number) =>
  ({
    before: { kind: 'run', name: runIdOf(before) },
    after: { kind: 'run', name: runIdOf(after) },
    format: 'text',
    maxTokens: null,
  }) as const;

test('what changed between two runs is told in words and as data, of all hosts or of some', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22], '10.0.0.6': [22] });
  await scanned(store, 2, { '10.0.0.5': [22, 80], '10.0.0.6': [22, 443] });
  const all = await store.compare(between(1, 2));
  expect(all).toMatchObject({ ok: true, value: { changes: 2, document: { same: false } } });
  const some = await store.compare({ ...between(1, 2), network: '10.0.0.6' });
  expect(some).toMatchObject({ value: { changes: 1, document: { changes: [{ port: 443, to: 'open' }] } } });
  expect(some.ok && some.value.text).toMatch(/^10\.0\.0\.6 +\+ 443\/tcp/m);
  expect(await store.compare(between(2, 2))).toMatchObject({
    value: { changes: 0, document: { same: true } },
  });
  await store.close();
});

test('a run that is not there, goes on, has no result, or does not look at hosts is told as that', async () => {
  using where = folder();
  const store = await open(where);
  await scanned(store, 1, { '10.0.0.5': [22] });
  await store.decision(decisionFor(runIdOf(2)));
  await store.decision(decisionFor(runIdOf(3), { decision: 'deny', code: 'scope.outside' }));
  await store.decision(decisionFor(runIdOf(4)));
  await store.outcome(outcomeFor(runIdOf(4), 'an answer'));
  const why = async (other: number) => {
    const compared = await store.compare(between(1, other));
    return compared.ok ? 'nothing' : `${compared.error.code}: ${compared.error.message}`;
  };
  expect(await why(9)).toBe(`run.not_found: There is no run "${runIdOf(9)}".`);
  expect(await why(2)).toContain('is still going on');
  expect(await why(3)).toContain('it ended as refused, without a result');
  expect(await why(4)).toContain('tells nothing of hosts: dig does not look at them');
  await store.prune({ keepRunsMs: Infinity, keepOutputsMs: Infinity, totalBytes: 0 });
  expect(await why(1)).toContain('its result is no longer kept');
  await store.close();
});
