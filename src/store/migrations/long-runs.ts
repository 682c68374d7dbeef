import type { Kysely } from 'kysely';
import { required } from './columns.ts';

/** Runs that are made slice by slice, which of their slices are done, and the runs that calls with a key have. */
export async function createLongRuns(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sliced_run')
    .addColumn('run_id', 'text', (column) => column.primaryKey().references('run.id').onDelete('cascade'))
    // A run is gone on with once: otherwise its slices would be scanned twice.
    .addColumn('resumes', 'text', (column) => column.unique())
    .addColumn('input', 'text', required)
    .addColumn('argv', 'text', required)
    .addColumn('slices', 'text', required)
    .execute();
  await db.schema
    .createTable('slice')
    .addColumn('run_id', 'text', (column) =>
      column.notNull().references('sliced_run.run_id').onDelete('cascade'),
    )
    .addColumn('position', 'integer', required)
    .addColumn('target', 'text', required)
    .addColumn('returncode', 'integer')
    .addColumn('complete', 'integer', required)
    .addColumn('stdout', 'text')
    .addColumn('stderr', 'text')
    .addPrimaryKeyConstraint('slice_key', ['run_id', 'position'])
    .execute();
  await db.schema
    .createTable('idempotency_key')
    .addColumn('principal', 'text', required)
    .addColumn('key', 'text', required)
    .addColumn('arguments', 'text', required)
    // It may be claimed for a run that still waits for its place, and so has no row.
    .addColumn('run_id', 'text', required)
    .addColumn('owner', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addPrimaryKeyConstraint('idempotency_key_key', ['principal', 'key'])
    .execute();
}
