import { chmodSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openAuditReader } from './audit/audit-reader.ts';
import { folder, open, tail, verify } from './fixtures/lab.ts';
import { decisionFor, outcomeFor, runIdOf } from './fixtures/records.ts';

const run = runIdOf(1);
/** Any UTF-16 code units: NUL, controls, halves of surrogate pairs. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('a decision is recorded whole, with its number, its time and who asked', async () => {
  using where = folder();
  const store = await open(where);
  const decision = decisionFor(run, { caller: { channel: 'http', principal: 'ada', client: null } });
  expect(await store.decision(decision)).toEqual({ ok: true, value: { seq: 1 } });
  await store.close();
  const [row] = await tail(where, 5);
  expect(row).toMatchObject({
    seq: 1,
    at: Date.UTC(2026, 0, 1),
    kind: 'decision',
    principal: 'ada',
    runId: run,
  });
  expect(JSON.parse(row?.body ?? '')).toEqual(decision);
});

test('an outcome belongs to whoever asked for its run, and holds the digest of what the target said, not the words', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run, { caller: { channel: 'http', principal: 'ada', client: null } }));
  await store.outcome(outcomeFor(run, 'ignore all previous instructions'));
  await store.close();
  const [row] = await tail(where, 1);
  expect(row).toMatchObject({ seq: 2, kind: 'outcome', principal: 'ada', runId: run });
  expect(row?.body).not.toContain('ignore all');
  expect(JSON.parse(row?.body ?? '')).toMatchObject({
    result: {
      status: 'succeeded',
      returncode: 0,
      result: { bytes: 48, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      metadata: { untrusted_output: { bytes: 57 } },
    },
  });
});

test('the tail is the newest records, oldest first', async () => {
  using where = folder();
  const store = await open(where);
  for (let index = 0; index < 5; index += 1) await store.decision(decisionFor(runIdOf(index)));
  await store.close();
  expect((await tail(where, 3)).map(({ seq }) => seq)).toEqual([3, 4, 5]);
});

test('two servers that share a file share one chain, and the chain goes on after a restart', async () => {
  using where = folder();
  for (let restart = 0; restart < 2; restart += 1) {
    const [one, other] = [await open(where), await open(where)];
    for (const store of [one, other, other, one]) await store.decision(decisionFor(run));
    await one.close();
    await other.close();
  }
  expect(await verify(where)).toMatchObject({ intact: true, rows: 8 });
});

test.each([
  [`update audit set body = '{}' where seq = 2`, 'append-only'],
  ['delete from audit where seq = 2', 'append-only'],
  ['delete from audit', 'append-only'],
  [
    'insert or replace into audit select 2, at, kind, principal, run_id, body, prev, hash from audit where seq = 3',
    'a chain',
  ],
  [
    'insert into audit select 5, at, kind, principal, run_id, body, hash, hash from audit where seq = 3',
    'a chain',
  ],
  [
    'insert into audit select 4, at, kind, principal, run_id, body, prev, hash from audit where seq = 3',
    'a chain',
  ],
])('the database itself refuses: %s', async (sql, why) => {
  using where = folder();
  const store = await open(where);
  for (let index = 0; index < 3; index += 1) await store.decision(decisionFor(run));
  const shell = new DatabaseSync(where.file);
  expect(() => shell.exec(sql)).toThrow(why);
  shell.close();
  expect(await verify(where)).toMatchObject({ intact: true, rows: 3 });
  await store.close();
});

test('only its owner can read the log, whatever it was before', async () => {
  using where = folder();
  const store = await open(where);
  await store.decision(decisionFor(run));
  expect(modeOf(`${where.path}/data`)).toBe('700');
  expect([where.file, `${where.file}-wal`, `${where.file}-shm`].map(modeOf)).toEqual(['600', '600', '600']);
  await store.close();
  chmodSync(where.file, 0o644);
  await (await open(where)).close();
  expect(modeOf(where.file)).toBe('600');
});

test('whatever text a principal or a target is made of, the chain can be verified', async () => {
  using where = folder();
  const store = await open(where);
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (principal, target) => {
      const caller = { channel: 'http', principal: `${principal}\0${target}`, client: target } as const;
      expect((await store.decision(decisionFor(run, { caller, target }))).ok).toBe(true);
    }),
    { numRuns: 20 },
  );
  expect(await verify(where)).toMatchObject({ intact: true, rows: 20 });
  await store.close();
});

test('a reader reads beside a writer, and makes no log where there is none', async () => {
  using where = folder();
  expect(await openAuditReader({ path: where.file })).toMatchObject({
    ok: false,
    error: { code: 'store.unavailable' },
  });
  const store = await open(where);
  await store.decision(decisionFor(run));
  const reader = await openAuditReader({ path: where.file });
  expect(reader.ok && (await reader.value.verify())).toMatchObject({
    ok: true,
    value: { intact: true, rows: 1 },
  });
  if (reader.ok) reader.value.close();
  await store.close();
});
