import { sql, type Kysely } from 'kysely';
import type { DatabaseKind } from '../database-kind.ts';
import { required } from './columns.ts';
import { keepFromChange } from './postgres-audit.ts';

/** Signed heads of the audit chain; and a way to its records by their time. */
export async function createCheckpoints(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('audit_checkpoint')
    .addColumn('seq', 'bigint', required)
    .addColumn('key_id', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('at', 'bigint', required)
    .addColumn('signature', 'text', required)
    .addPrimaryKeyConstraint('audit_checkpoint_key', ['seq', 'key_id'])
    .execute();
  await db.schema.createIndex('audit_at').on('audit').column('at').execute();
  if (kind === 'postgres') await keepFromChange(db, 'audit_checkpoint', 'checkpoints are append-only');
  else for (const statement of sqliteTriggers) await sql.raw(statement).execute(db);
}

/** Like those of the records: against slips. The signatures are what proves something. */
const sqliteTriggers = ['update', 'delete'].map(
  (event) => `create trigger audit_checkpoint_${event} before ${event} on audit_checkpoint begin
     select raise(abort, 'checkpoints are append-only');
   end`,
);
