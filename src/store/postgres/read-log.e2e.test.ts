import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresServer } from '../../config/postgres-server.ts';
import { openAuditReader } from '../audit/audit-reader.ts';
import type { AuditReader } from '../audit/reader.ts';
import { folder, openOn, type Folder } from '../fixtures/lab.ts';
import { noPostgres, ownPostgres, type OwnPostgres } from '../fixtures/own-postgres.ts';
import { decisionFor, outcomeFor, runIdOf } from '../fixtures/records.ts';
import { databaseFacts } from '../read-facts.ts';

let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => postgres?.[Symbol.dispose]());

const fresh = (): PostgresServer => {
  if (postgres === null) throw new Error(noPostgres ?? 'not started');
  return postgres.database();
};

/** A log of five records: two runs with their ends, and a decision. */
async function written(where: Folder, server: PostgresServer): Promise<void> {
  const store = await openOn(where, server);
  for (const index of [1, 2]) {
    await store.decision(decisionFor(runIdOf(index)));
    await store.outcome(outcomeFor(runIdOf(index), 'a word'));
  }
  await store.decision(decisionFor(runIdOf(3)));
  await store.close();
}

async function asked<T>(
  where: Folder,
  server: PostgresServer,
  question: (reader: AuditReader) => Promise<T>,
): Promise<T> {
  const reader = await openAuditReader({ path: where.file, server });
  if (!reader.ok) throw new Error(reader.error.message);
  try {
    return await question(reader.value);
  } finally {
    reader.value.close();
  }
}

test.skipIf(noPostgres !== null)('the verifier of SQLite finds the chain of PostgreSQL whole', async () => {
  using where = folder();
  const server = fresh();
  await written(where, server);
  expect(await asked(where, server, (reader) => reader.verify())).toMatchObject({
    ok: true,
    value: { intact: true, rows: 5 },
  });
  expect(await databaseFacts({ path: where.file, server })).toMatchObject({
    ok: true,
    value: { records: 5, runs: 3, pending: [], databaseBytes: expect.any(Number) },
  });
});

test.skipIf(noPostgres !== null).each([
  [`update audit set body = '{}' where seq = 2`, { seq: 2, problem: 'hash_mismatch' }],
  ['delete from audit where seq = 3', { seq: 3, problem: 'gap' }],
  [`update audit set prev = hash where seq = 4`, { seq: 4, problem: 'broken_link' }],
])('what its owner did to it is found: %s', async (statement, found) => {
  using where = folder();
  const server = fresh();
  await written(where, server);
  postgres?.ask(server, `alter table audit disable trigger user; ${statement}`);
  expect(await asked(where, server, (reader) => reader.verify())).toMatchObject({
    value: { intact: false, ...found },
  });
});

test.skipIf(noPostgres !== null)(
  'the newest records, those of a time and the tool of each are read',
  async () => {
    using where = folder();
    const server = fresh();
    await written(where, server);
    const at = Date.UTC(2026, 0, 1);
    await asked(where, server, async (reader) => {
      const tail = await reader.tail(2);
      expect(tail.ok && tail.value.map(({ seq }) => seq)).toEqual([4, 5]);
      const within: (number | string | null)[] = [];
      for await (const row of reader.within({ from: at, to: at }))
        within.push(row.seq, await reader.toolOf(row));
      expect(within).toEqual([1, 'dig', 2, 'dig', 3, 'dig', 4, 'dig', 5, 'dig']);
      for await (const row of reader.within({ from: 0, to: at - 1 })) expect(row).toBe(null);
    });
  },
);

test.skipIf(noPostgres !== null)(
  'a database with nothing in it has no records; one of another program is left as it is',
  async () => {
    using where = folder();
    const server = fresh();
    expect(await asked(where, server, (reader) => reader.tail(9))).toEqual({ ok: true, value: [] });
    postgres?.ask(server, 'create table run (name text)');
    expect(await openAuditReader({ path: where.file, server })).toMatchObject({
      ok: false,
      error: { code: 'store.unavailable', message: expect.stringContaining('another program') },
    });
  },
);
