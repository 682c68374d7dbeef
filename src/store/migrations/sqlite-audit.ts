import { sql, type Kysely } from 'kysely';

/**
 * The audit log in SQLite. The triggers stop slips and simple tampering; the owner of the file can drop them, which the chain of
 * hashes brings to light. The one on insert is there for `insert or replace`, which deletes without asking a trigger.
 */
export async function createSqliteAudit(db: Kysely<unknown>): Promise<void> {
  // A file of the first version has it, from before migrations had numbers.
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements: readonly string[] = [
  `create table if not exists audit (
     seq integer primary key,
     at integer not null,
     kind text not null check (kind in ('decision', 'outcome')),
     principal text not null,
     run_id text not null,
     body text not null,
     prev blob not null,
     hash blob not null
   ) strict`,
  'create index if not exists audit_run_id on audit (run_id)',
  `create trigger if not exists audit_update before update on audit begin
     select raise(abort, 'the audit log is append-only');
   end`,
  `create trigger if not exists audit_delete before delete on audit begin
     select raise(abort, 'the audit log is append-only');
   end`,
  `create trigger if not exists audit_insert before insert on audit
   when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
     or new.prev is not coalesce((select hash from audit order by seq desc limit 1), zeroblob(32))
   begin
     select raise(abort, 'the audit log is a chain');
   end`,
];
