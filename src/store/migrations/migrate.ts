import type { Kysely } from 'kysely';
import type { DatabaseKind } from '../database-kind.ts';
import type { Tables } from '../tables.ts';
import { migrationsFor } from './migrations.ts';

/**
 * Brings a database to the newest schema: all or nothing, and of several processes that start at once one does the work. It throws
 * what the database throws.
 */
export async function migrate(db: Kysely<Tables>, kind: DatabaseKind): Promise<void> {
  const { Migrator } = await import('kysely/migration');
  const provider = { getMigrations: async () => ({ ...migrationsFor(kind) }) };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error;
}
