import type { CreateTableBuilder, Kysely } from 'kysely';

/** Runs that are made slice by slice, and which of their slices are done. */
export async function createSlices(db: Kysely<unknown>): Promise<void> {
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
}

type Column = Parameters<CreateTableBuilder<string>['addColumn']>[2];

const required: NonNullable<Column> = (column) => column.notNull();
