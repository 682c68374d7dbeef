import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresServer } from '../../config/postgres-server.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Entry } from '../audit/entry.ts';
import type { Engine } from '../engine.ts';
import { migrate } from '../migrations/migrate.ts';
import { newestVersion } from '../migrations/migrations.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import { createPool } from './create-pool.ts';
import { postgresVersion } from './postgres-version.ts';
import { untilCommitted } from './until-committed.ts';

/** Opens the database of a PostgreSQL server, and makes its tables where there are none. It throws what the server throws. */
export async function openPostgres(server: PostgresServer, clock: Pick<Clock, 'wallMs'>): Promise<Engine> {
  const pool = await createPool(server);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closed: Promise<void> | null = null;
  // Kysely ends a pool that it has used; this one may not have answered yet.
  const close = (): Promise<void> => (closed ??= pool.end());
  try {
    if ((await postgresVersion(db)) < newestVersion) await migrate(db, 'postgres');
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    kind: 'postgres',
    db,
    record: async (entry, beside) => {
      if (closed !== null) throw new StoreTrouble('closed');
      return await untilCommitted(() =>
        db.transaction().execute(async (tx) => {
          await beside(tx);
          // The last statement: from here to the commit nobody else can append.
          const { rows } = await append(entry, clock).execute(tx);
          return { seq: rows[0]?.seq ?? 0 };
        }),
      );
    },
    writable: async () => closed === null && (await Promise.race([takesRecords(db), later()])),
    exposure: () => null,
    close,
  };
}

const append = ({ kind, principal, runId, body }: Entry, clock: Pick<Clock, 'wallMs'>) =>
  sql<{
    readonly seq: number;
  }>`select audit_append(${kind}, ${principal}, ${runId}, ${body}, ${Math.trunc(clock.wallMs())}) as seq`;

/** A standby answers, and takes nothing. */
const takesRecords = (db: Kysely<Tables>): Promise<boolean> =>
  sql<{ readonly primary: boolean }>`select not pg_is_in_recovery() as primary`.execute(db).then(
    ({ rows }) => rows[0]?.primary === true,
    () => false,
  );

/** Who asks for readiness does not wait for a server that is silent. */
const later = (): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, readinessMs, false).unref();
  });

const readinessMs = 2000;
