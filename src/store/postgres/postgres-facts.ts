import { Kysely, PostgresDialect, sql } from 'kysely';
import type { PostgresServer } from '../../config/postgres-server.ts';
import type { DatabaseFacts } from '../database-facts.ts';
import { migrationsFor, newestVersion } from '../migrations/migrations.ts';
import type { Tables } from '../tables.ts';
import { createPool } from './create-pool.ts';
import { postgresVersion } from './postgres-version.ts';

/** Reads the facts of a server's database, and changes nothing; version 0 where nothing of ours is in it. It throws what the server throws. */
export async function postgresFacts(server: PostgresServer): Promise<DatabaseFacts> {
  const pool = await createPool({ ...server, poolSize: 1, maxOverflow: 0 });
  try {
    return await factsOf(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
  } finally {
    await pool.end();
  }
}

async function factsOf(db: Kysely<Tables>): Promise<DatabaseFacts> {
  const version = await postgresVersion(db);
  const names = Object.keys(migrationsFor('postgres'));
  const count = async (table: 'audit' | 'run' | 'blob'): Promise<number> =>
    version === 0 ? 0 : numberIn(sql`select count(*) as number from ${sql.table(table)}`.execute(db));
  return {
    version,
    newestVersion,
    applied: names.slice(0, version),
    pending: names.slice(version),
    records: await count('audit'),
    runs: await count('run'),
    contents: await count('blob'),
    databaseBytes: await numberIn(sql`select pg_database_size(current_database()) as number`.execute(db)),
    walBytes: 0,
    contentFiles: 0,
    contentFileBytes: 0,
  };
}

const numberIn = async (asked: Promise<{ readonly rows: readonly unknown[] }>): Promise<number> => {
  const [row] = (await asked).rows;
  return typeof row === 'object' && row !== null && 'number' in row ? Number(row.number) : 0;
};
