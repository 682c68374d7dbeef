import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { folder, open, openOn, type Folder } from '../fixtures/lab.ts';
import { noPostgres, ownPostgres, type OwnPostgres } from '../fixtures/own-postgres.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { scanned } from '../fixtures/scans.ts';
import type { Store } from '../store.ts';

let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => postgres?.[Symbol.dispose]());

const onServer = (where: Folder): Promise<Store> => {
  if (postgres === null) throw new Error(noPostgres ?? 'not started');
  return openOn(where, postgres.database());
};
const engines = [
  ['SQLite', open],
  ...(noPostgres === null ? [['PostgreSQL', onServer] as const] : []),
] as const;
const [run, next] = [runIdOf(1), runIdOf(2)];

describe.each(engines)('in %s', (_, opened) => {
  test('of all that claim a key at once one gets it', async () => {
    using where = folder();
    const store = await opened(where);
    const claim = { principal: 'ada', key: 'k', arguments: 'a', instead: null };
    const claims = await Promise.all(
      Array.from({ length: 8 }, (__, index) => store.claimKey({ ...claim, runId: runIdOf(index) })),
    );
    expect(claims.filter((one) => one.ok && one.value.kind === 'ours')).toHaveLength(1);
    expect(claims.filter((one) => one.ok && one.value.kind === 'taken')).toHaveLength(7);
    await store.close();
  });

  test('a run is gone on with behind its slices', async () => {
    using where = folder();
    const store = await opened(where);
    const sliced = { runId: run, resumes: null, input: {}, argv: ['nmap'], slices: ['a', 'b'], taken: 0 };
    await store.decision(decisionFor(run));
    expect(await store.slices.begin(sliced)).toMatchObject({ ok: true });
    const content = { kind: 'bytes', bytes: Buffer.from('one') } as const;
    const outputs = [{ name: 'stdout', content, complete: true }];
    const slice = { runId: run, position: 1, of: 2, target: 'a', returncode: 0, complete: true, seconds: 1 };
    expect(await store.slices.keep({ ...slice, outputs })).toMatchObject({ ok: true });
    expect(await store.interrupt('a test')).toEqual({ ok: true, value: [run] });
    await store.decision(decisionFor(next));
    const resumed = { ...sliced, runId: next, resumes: run, taken: 1 };
    expect(await store.slices.begin(resumed)).toMatchObject({ ok: true });
    expect(await store.slices.output(next, 1)).toMatchObject({
      ok: true,
      value: { stdout: Buffer.from('one') },
    });
    await store.close();
  });

  test('hosts and baselines are read', async () => {
    using where = folder();
    const store = await opened(where);
    await scanned(store, 1, { '10.0.0.5': [22, 80] });
    expect(await store.knownHosts({})).toMatchObject({ ok: true, value: { total: 1, runs: 1 } });
    expect(await store.setBaseline({ name: 'march', runs: [run] })).toMatchObject({ value: { hosts: 1 } });
    expect(await store.baseline('march')).toMatchObject({ ok: true, value: { name: 'march' } });
    expect(await store.removeBaseline('march')).toEqual({ ok: true, value: true });
    await store.close();
  });

  test('old runs are removed, and records leave in a segment alone', async () => {
    using where = folder();
    const store = await opened(where);
    for (const id of [run, next]) {
      await store.decision(decisionFor(id));
      await store.outcome(outcomeFor(id, 'a word'));
    }
    const retention = { keepRunsMs: -1, keepOutputsMs: 0, totalBytes: 0 };
    expect(await store.prune(retention)).toMatchObject({ ok: true, value: { runs: 2 } });
    const head = await store.head(null);
    if (!head.ok || head.value === null) throw new Error('no head');
    await store.checkpoint({ ...head.value, at: 7, keyId: 'ours', signature: 's' });
    expect(await store.newestCheckpoint('ours')).toMatchObject({ ok: true, value: { seq: 4 } });
    await store.decision(decisionFor(run));
    const cut = await store.cutSegment({
      before: Number.MAX_SAFE_INTEGER,
      folder: join(where.path, 'a'),
      keyId: 'ours',
    });
    if (!cut.ok || cut.value === null) throw new Error('nothing was cut');
    const segment = { ...cut.value.segment, key_id: 'ours', signature: 's' };
    expect(await store.dropSegment(segment)).toMatchObject({ ok: true });
    expect(await store.head(null)).toMatchObject({ ok: true, value: { seq: 6 } });
    await store.close();
  });
});
