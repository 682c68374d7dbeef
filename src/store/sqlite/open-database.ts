import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isLocked, StoreTrouble } from '../store-trouble.ts';
import { isOnNetwork } from './network-folder.ts';
import { schemaVersion } from './schema-version.ts';

/**
 * Opens the database to write, and makes it with its folder where there is none; its schema is as it was. It throws what the
 * system throws. `waitMs` is how long it waits for another process's lock.
 */
export function openDatabase(path: string, waitMs: number): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  if (isOnNetwork(dirname(path))) throw new StoreTrouble('network');
  keepPrivate(path);
  return prepared(new DatabaseSync(path, { timeout: waitMs }), (db) => {
    // A stranger's file is refused before anything in it is changed, its journal mode included.
    schemaVersion(db);
    // Every commit is on the disk before it is acknowledged; readers never block the writer.
    patiently(waitMs, () => db.exec('pragma journal_mode = wal'));
    db.exec('pragma synchronous = full');
    db.exec('pragma foreign_keys = on');
    // SQLite opens a file that it may not write without a word, and would complain at the first record.
    db.exec('begin immediate; pragma user_version = 0; rollback');
  });
}

/** Opens the database for reading; a missing one is not made. It throws what the system throws. */
export function openDatabaseToRead(path: string): DatabaseSync {
  return prepared(new DatabaseSync(path, { readOnly: true, timeout: 10_000 }), schemaVersion);
}

/** SQLite does not wait by itself where processes that start at once all switch a fresh file to WAL. */
function patiently(waitMs: number, action: () => void): void {
  const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += pauseMs) {
    try {
      action();
      return;
    } catch (thrown) {
      if (!isLocked(thrown) || waited >= waitMs) throw thrown;
      Atomics.wait(nobodyWakes, 0, 0, pauseMs);
    }
  }
}

const pauseMs = 5;

/** Closes a database that cannot be made ready. */
function prepared(db: DatabaseSync, prepare: (db: DatabaseSync) => void): DatabaseSync {
  try {
    prepare(db);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

/**
 * Sees to it that only the owner reads the file; SQLite gives its companions the same mode. A file that exists is never
 * opened here: to close it would drop every lock that this process holds on it (sqlite.org/howtocorrupt.html, 2.2).
 */
function keepPrivate(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) create(path);
  else if ((found.mode & 0o077) !== 0) chmodSync(path, 0o600);
}

function create(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (thrown) {
    // Another process was quicker, and has made it private itself.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) throw thrown;
  }
}
