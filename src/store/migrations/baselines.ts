import { sql, type Kysely } from 'kysely';
import type { DatabaseKind } from '../database-kind.ts';

/** Pictures that later runs are compared with, and the order in which ended runs are gone through. */
export async function createBaselines(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? sql`blob` : sql`bytea`;
  await db.schema
    .createTable('baseline')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('runs', 'text', (column) => column.notNull())
    .addColumn('hosts', 'integer', (column) => column.notNull())
    .addColumn('bytes', 'bigint', (column) => column.notNull())
    .addColumn('picture', bytes, (column) => column.notNull())
    .execute();
  await db.schema.createIndex('run_finished_at').on('run').columns(['finished_at', 'id']).execute();
}
