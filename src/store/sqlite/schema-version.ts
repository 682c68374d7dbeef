import type { DatabaseSync } from 'node:sqlite';
import { newestVersion } from '../migrations/migrations.ts';
import { StoreTrouble } from '../store-trouble.ts';

/**
 * The version of a database's schema, 0 where there is nothing in it. Throws where another program wrote it, or a newer bailiwick.
 * Both facts come from one snapshot.
 */
export function schemaVersion(db: DatabaseSync): number {
  db.exec('begin');
  try {
    const version = Number(db.prepare('pragma user_version').get()?.['user_version']);
    if (version > newestVersion) throw new StoreTrouble('newer');
    if (version === 0 && tablesOf(db) > 0) throw new StoreTrouble('foreign');
    return version;
  } finally {
    db.exec('rollback');
  }
}

/** Tables, as long as none is one that another process of ours has made a moment ago. */
const tablesOf = (db: DatabaseSync): number =>
  Number(
    db
      .prepare(
        `select iif(sum(name = 'kysely_migration') > 0, 0, count(*)) as tables from sqlite_schema where type = 'table'`,
      )
      .get()?.['tables'],
  );
