import { sql, type Kysely } from 'kysely';
import type { DatabaseKind } from '../database-kind.ts';
import { required } from './columns.ts';

/** Runs, and the contents that they leave. */
export async function createRuns(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  const bytes = kind === 'sqlite' ? sql`blob` : sql`bytea`;
  await db.schema
    .createTable('run')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('created_at', 'bigint', required)
    .addColumn('channel', 'text', required)
    .addColumn('principal', 'text', required)
    .addColumn('client', 'text')
    .addColumn('correlation_id', 'text', required)
    .addColumn('tool', 'text', required)
    .addColumn('target', 'text')
    .addColumn('state', 'text', required)
    .addColumn('code', 'text')
    .addColumn('summary', 'text')
    .addColumn('finished_at', 'bigint')
    .addColumn('owner', 'text', required)
    .execute();
  await db.schema.createIndex('run_created_at').on('run').column('created_at').execute();
  await db.schema.createIndex('run_state').on('run').columns(['state', 'owner']).execute();
  await db.schema
    .createTable('blob')
    .addColumn('sha256', 'text', (column) => column.primaryKey())
    .addColumn('bytes', 'bigint', required)
    .addColumn('stored_bytes', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('pruned_at', 'bigint')
    // SQLite reads through a long column to get at those behind it.
    .addColumn('body', bytes)
    .execute();
  await db.schema
    .createTable('run_output')
    .addColumn('run_id', 'text', (column) => column.notNull().references('run.id').onDelete('cascade'))
    .addColumn('name', 'text', required)
    .addColumn('sha256', 'text', (column) => column.notNull().references('blob.sha256'))
    .addColumn('complete', 'integer', required)
    .addPrimaryKeyConstraint('run_output_key', ['run_id', 'name'])
    .execute();
  await db.schema.createIndex('run_output_sha256').on('run_output').column('sha256').execute();
}
