import { sql, type Kysely } from 'kysely';
import type { DatabaseKind } from '../database-kind.ts';
import { required } from './columns.ts';
import { keepFromChange } from './postgres-audit.ts';

/** Segments of the audit log that have left the database. What no row of them covers still cannot be deleted. */
export async function createSegments(db: Kysely<unknown>, kind: DatabaseKind): Promise<void> {
  await db.schema
    .createTable('audit_segment')
    .addColumn('first_seq', 'bigint', (column) => column.primaryKey())
    .addColumn('last_seq', 'bigint', required)
    .addColumn('first_prev', 'text', required)
    .addColumn('last_hash', 'text', required)
    .addColumn('pruned_at', 'bigint', required)
    .addColumn('file', 'text', required)
    .addColumn('sha256', 'text', required)
    .addColumn('key_id', 'text', required)
    .addColumn('signature', 'text', required)
    .execute();
  if (kind === 'postgres') await keepFromChange(db, 'audit_segment', 'segments are append-only');
  else for (const statement of sqliteStatements) await sql.raw(statement).execute(db);
}

/** SQLite cannot change what a column may hold, and so the table is written anew. */
const sqliteStatements: readonly string[] = [
  `create table audit_new (
     seq integer primary key,
     at integer not null,
     kind text not null check (kind in ('decision', 'outcome', 'prune')),
     principal text not null,
     run_id text not null,
     body text not null,
     prev blob not null,
     hash blob not null
   ) strict`,
  'insert into audit_new select * from audit',
  'drop table audit',
  'alter table audit_new rename to audit',
  'create index audit_run_id on audit (run_id)',
  'create index audit_at on audit (at)',
  `create trigger audit_update before update on audit begin
     select raise(abort, 'the audit log is append-only');
   end`,
  `create trigger audit_delete before delete on audit
   when old.seq > (select coalesce(max(last_seq), 0) from audit_segment)
   begin
     select raise(abort, 'the audit log is append-only');
   end`,
  `create trigger audit_insert before insert on audit
   when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
     or new.prev is not coalesce((select hash from audit order by seq desc limit 1), zeroblob(32))
   begin
     select raise(abort, 'the audit log is a chain');
   end`,
  ...['update', 'delete'].map(
    (event) => `create trigger audit_segment_${event} before ${event} on audit_segment begin
     select raise(abort, 'segments are append-only');
   end`,
  ),
];
