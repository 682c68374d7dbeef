import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresServer } from '../../config/postgres-server.ts';
import { folder, openOn } from '../fixtures/lab.ts';
import { noPostgres, ownPostgres, type OwnPostgres } from '../fixtures/own-postgres.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';

const run = runIdOf(1);
/** Any UTF-16 code units: NUL, controls, halves of surrogate pairs. */
const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => postgres?.[Symbol.dispose]());

const fresh = (changed: Partial<PostgresServer> = {}): PostgresServer => {
  if (postgres === null) throw new Error(noPostgres ?? 'not started');
  return postgres.database(changed);
};
test.skipIf(noPostgres !== null)('a run is remembered from its decision to its outcome', async () => {
  using where = folder();
  const store = await openOn(where, fresh());
  expect(await store.decision(decisionFor(run))).toEqual({ ok: true, value: { seq: 1 } });
  expect(await store.outcome(outcomeFor(run, 'a word'))).toMatchObject({
    ok: true,
    value: { seq: 2, notes: [] },
  });
  expect(await store.runs({ limit: 9, idPrefix: run.slice(0, 4) })).toMatchObject({
    value: [{ id: run, state: 'succeeded', createdAt: Date.UTC(2026, 0, 1) }],
  });
  const kept = await store.output({ runId: run, name: 'stdout' });
  expect(kept.ok && new TextDecoder().decode(kept.value?.bytes ?? undefined)).toBe('a word');
  expect(await store.head(null)).toMatchObject({ ok: true, value: { seq: 2 } });
  expect(await store.writable()).toBe(true);
  // The key that signs checkpoints goes there.
  expect(existsSync(dirname(where.file))).toBe(true);
  await store.close();
});

test.skipIf(noPostgres !== null)(
  'whatever text a principal or a target is made of, the chain is whole',
  async () => {
    using where = folder();
    const store = await openOn(where, fresh());
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (principal, target) => {
        const caller = { channel: 'http', principal: `${principal}\0${target}`, client: target } as const;
        expect((await store.decision(decisionFor(run, { caller, target }))).ok).toBe(true);
      }),
      { numRuns: 30 },
    );
    expect(await store.head(null)).toMatchObject({ ok: true, value: { seq: 30 } });
    await store.close();
  },
);

test.skipIf(noPostgres !== null).each([
  [`update audit set body = '{}' where seq = 2`, 'append-only'],
  ['delete from audit where seq = 2', 'append-only'],
  ['truncate audit', 'append-only'],
  [
    'insert into audit select 5, at, kind, principal, run_id, body, hash, hash from audit where seq = 3',
    'a chain',
  ],
  [
    'insert into audit select 4, at, kind, principal, run_id, body, prev, hash from audit where seq = 3',
    'a chain',
  ],
])('the database itself refuses: %s', async (statement, why) => {
  using where = folder();
  const server = fresh();
  const store = await openOn(where, server);
  for (let index = 0; index < 3; index += 1) await store.decision(decisionFor(run));
  expect(() => postgres?.ask(server, statement)).toThrow(why);
  expect(await store.head(null)).toMatchObject({ value: { seq: 3 } });
  await store.close();
});

test.skipIf(noPostgres !== null)(
  'a role that may do no more than append can neither write a record itself nor change one',
  async () => {
    using where = folder();
    const server = fresh();
    const store = await openOn(where, server);
    await store.decision(decisionFor(run));
    postgres?.ask(
      server,
      `create role clerk login; grant select on audit to clerk;
    grant execute on function audit_append to clerk`,
    );
    const clerk = { ...server, url: server.url.replace('postgres@', 'clerk@') };
    expect(postgres?.ask(clerk, `select audit_append('decision', 'ada', '', '{}', 7)`)).toBe('2');
    for (const statement of [
      `update audit set body = ''`,
      'delete from audit',
      'truncate audit',
      `insert into audit select * from audit`,
    ])
      expect(() => postgres?.ask(clerk, statement)).toThrow('permission denied');
    expect(await store.head(null)).toMatchObject({ value: { seq: 2 } });
    await store.close();
  },
);
