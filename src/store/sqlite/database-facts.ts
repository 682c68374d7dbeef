import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../kernel/result.ts';
import { migrationsFor, newestVersion } from '../migrations/migrations.ts';
import { attempt } from '../store-trouble.ts';
import { openDatabaseToRead } from './open-database.ts';
import { schemaVersion } from './schema-version.ts';

/** How it stands with a database, whatever its version. Sizes are in bytes. */
export interface DatabaseFacts {
  readonly version: number;
  readonly newestVersion: number;
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** Of the audit log. */
  readonly records: number;
  readonly runs: number;
  readonly contents: number;
  readonly databaseBytes: number;
  /** What has been written lately, and is not in the database's own file yet. */
  readonly walBytes: number;
  /** Of the contents that are files. */
  readonly contentFiles: number;
  readonly contentFileBytes: number;
}

/** Reads the facts of a database that exists, and changes nothing. */
export const databaseFacts = (path: string): Promise<Result<DatabaseFacts>> =>
  attempt('The database cannot be read', async () => {
    const db = openDatabaseToRead(path);
    try {
      return factsOf(db, path);
    } finally {
      db.close();
    }
  });

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
