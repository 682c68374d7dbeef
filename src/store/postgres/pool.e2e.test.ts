import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PostgresServer } from '../../config/postgres-server.ts';
import { folder, openOn } from '../fixtures/lab.ts';
import { noPostgres, ownPostgres, type OwnPostgres } from '../fixtures/own-postgres.ts';
import { decisionFor, runIdOf } from '../fixtures/records.ts';

let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => postgres?.[Symbol.dispose]());

const fresh = (changed: Partial<PostgresServer> = {}): PostgresServer => {
  if (postgres === null) throw new Error(noPostgres ?? 'not started');
  return postgres.database(changed);
};
/** The connections of the server's own activity that are ours, by the process that serves each. */
const connections = (server: PostgresServer): readonly string[] => {
  const sql = `select pid from pg_stat_activity
    where application_name = 'bailiwick' and datname = current_database() order by pid`;
  return (postgres?.ask(server, sql) ?? '').split('\n').filter((pid) => pid !== '');
};
/** Holds the lock of the log for some seconds. */
const hold = (server: PostgresServer, seconds: number): Promise<unknown> =>
  postgres?.askLater(
    server,
    `begin; select pg_advisory_xact_lock('audit'::regclass::oid::bigint); select pg_sleep(${seconds}); commit`,
  ) ?? Promise.resolve();

test.skipIf(noPostgres !== null)(
  'there are pool_size + max_overflow connections at most, and who waits longer than pool_timeout is refused',
  async () => {
    using where = folder();
    const server = fresh({ poolSize: 1, maxOverflow: 2, poolTimeoutMs: 1000 });
    const store = await openOn(where, server);
    await store.decision(decisionFor(runIdOf(1)));
    const held = hold(server, 3);
    await sleep(300);
    const began = performance.now();
    const calls = Array.from({ length: 5 }, async () => {
      const answer = await store.decision(decisionFor(runIdOf(1)));
      return { answer, ms: performance.now() - began };
    });
    await sleep(500);
    expect(connections(server)).toHaveLength(3);
    const answers = await Promise.all(calls);
    await held;
    const refused = answers.filter(({ answer }) => !answer.ok);
    expect(refused).toHaveLength(2);
    for (const { answer, ms } of refused) {
      expect(answer).toMatchObject({
        error: { code: 'store.unavailable', message: expect.stringContaining('pool_timeout') },
      });
      expect(ms).toBeGreaterThan(900);
      expect(ms).toBeLessThan(2500);
    }
    expect(await store.head(null)).toMatchObject({ value: { seq: 4 } });
    await store.close();
    await expect.poll(() => connections(server)).toEqual([]);
  },
);

test.skipIf(noPostgres !== null)('pool_size connections stay open, those beyond are closed', async () => {
  using where = folder();
  const server = fresh({ poolSize: 2, maxOverflow: 3 });
  const store = await openOn(where, server);
  await Promise.all(Array.from({ length: 5 }, () => store.decision(decisionFor(runIdOf(1)))));
  expect(connections(server)).toHaveLength(5);
  await expect.poll(() => connections(server).length, { timeout: 15_000 }).toBe(2);
  await sleep(1000);
  expect(connections(server)).toHaveLength(2);
  await store.close();
});

test.skipIf(noPostgres !== null)('a connection is replaced after pool_recycle', async () => {
  using where = folder();
  const server = fresh({ poolSize: 1, maxOverflow: 0, poolRecycleSec: 1 });
  const store = await openOn(where, server);
  await store.decision(decisionFor(runIdOf(1)));
  const before = connections(server);
  await sleep(1300);
  await store.decision(decisionFor(runIdOf(1)));
  const after = connections(server);
  expect(after).toHaveLength(1);
  expect(after).not.toEqual(before);
  await store.close();
});
