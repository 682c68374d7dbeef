import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { DatabaseFacts } from '../database-facts.ts';
import { migrationsFor, newestVersion } from '../migrations/migrations.ts';
import { openDatabaseToRead } from './open-database.ts';
import { schemaVersion } from './schema-version.ts';

/** Reads the facts of a database that exists, and changes nothing. It throws what the system throws. */
export function sqliteFacts(path: string): DatabaseFacts {
  const db = openDatabaseToRead(path);
  try {
    return factsOf(db, path);
  } finally {
    db.close();
  }
}

function factsOf(db: DatabaseSync, path: string): DatabaseFacts {
  const version = schemaVersion(db);
  const names = Object.keys(migrationsFor('sqlite'));
  const files = filesIn(join(dirname(path), 'blobs'));
  return {
    version,
    newestVersion,
    applied: names.slice(0, version),
    pending: names.slice(version),
    records: rowsOf(db, 'audit'),
    runs: rowsOf(db, 'run'),
    contents: rowsOf(db, 'blob'),
    databaseBytes: sizeOf(path),
    walBytes: sizeOf(`${path}-wal`),
    contentFiles: files.length,
    contentFileBytes: files.reduce((sum, file) => sum + sizeOf(file), 0),
  };
}

/** An older schema has not every table. */
function rowsOf(db: DatabaseSync, table: 'audit' | 'run' | 'blob'): number {
  const found = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = ?`).get(table);
  return found === undefined
    ? 0
    : Number(db.prepare(`select count(*) as rows from ${table}`).get()?.['rows']);
}

/** Nothing where there is no such folder. */
function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.zst'))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
