import type { DatabaseSync } from 'node:sqlite';
import { StoreTrouble } from './store-trouble.ts';

/**
 * Brings a database to the newest schema in one transaction: of several processes that start at once, one does the work.
 * A database that is up to date is written all the same, and rolled back: SQLite opens a file that it may not write
 * without a word, and would complain at the first record.
 */
export function migrate(db: DatabaseSync): void {
  db.exec('begin immediate');
  try {
    const version = ownVersionOf(db);
    for (const sql of migrations.slice(version)) db.exec(sql);
    db.exec(`pragma user_version = ${migrations.length}`);
    db.exec(version === migrations.length ? 'rollback' : 'commit');
  } catch (thrown) {
    if (db.isTransaction) db.exec('rollback');
    throw thrown;
  }
}

/** Throws where another program wrote the database, or a newer version. Both facts come from one snapshot. */
export function refuseStranger(db: DatabaseSync): void {
  db.exec('begin');
  try {
    ownVersionOf(db);
  } finally {
    db.exec('rollback');
  }
}

/** The version of the schema, 0 for a database with nothing in it. To be asked inside a transaction. */
function ownVersionOf(db: DatabaseSync): number {
  const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
  if (version > migrations.length) throw new StoreTrouble('newer');
  if (version === 0 && tablesOf(db) > 0) throw new StoreTrouble('foreign');
  return version;
}

const tablesOf = (db: DatabaseSync): number =>
  Number(db.prepare('select count(*) as tables from sqlite_schema').get()?.['tables']);

/**
 * Every change of the schema, in order; the place in the list is the version. What is released is never edited.
 *
 * 1: the audit log. The triggers stop slips and simple tampering; the owner of the file can drop them, which the chain of
 * hashes brings to light. The one on insert is there for `insert or replace`, which deletes without asking a trigger.
 */
const migrations: readonly string[] = [
  `create table audit (
     seq integer primary key,
     at integer not null,
     kind text not null check (kind in ('decision', 'outcome')),
     principal text not null,
     run_id text not null,
     body text not null,
     prev blob not null,
     hash blob not null
   ) strict;
   create index audit_run_id on audit (run_id);
   create trigger audit_update before update on audit begin
     select raise(abort, 'the audit log is append-only');
   end;
   create trigger audit_delete before delete on audit begin
     select raise(abort, 'the audit log is append-only');
   end;
   create trigger audit_insert before insert on audit
   when new.seq is not (select coalesce(max(seq), 0) + 1 from audit)
     or new.prev is not coalesce((select hash from audit order by seq desc limit 1), zeroblob(32))
   begin
     select raise(abort, 'the audit log is a chain');
   end;`,
];
