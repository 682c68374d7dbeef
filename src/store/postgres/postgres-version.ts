import { sql, type Kysely } from 'kysely';
import { migrationsFor, newestVersion } from '../migrations/migrations.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';

/**
 * The version of the schema that a server's database has, 0 where there is none. Throws where another program has made tables of the
 * same names, or a newer bailiwick made them.
 */
export async function postgresVersion(db: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ readonly name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_name in ('audit', 'run', 'kysely_migration')`.execute(db);
  if (rows.every(({ name }) => name !== 'kysely_migration')) {
    if (rows.length > 0) throw new StoreTrouble('foreign');
    return 0;
  }
  const applied = await sql<{
    readonly name: string;
  }>`select name from kysely_migration order by name`.execute(db);
  const known = new Set(Object.keys(migrationsFor('postgres')));
  const strange = applied.rows.filter(({ name }) => !known.has(name)).length;
  if (strange > 0) throw new StoreTrouble(applied.rows.length > newestVersion ? 'newer' : 'foreign');
  return applied.rows.length;
}
