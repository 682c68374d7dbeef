import { closeSync, constants, existsSync, openSync, rmSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, type Result } from '../../kernel/result.ts';
import { attempt } from '../store-trouble.ts';
import { openDatabaseToRead } from './open-database.ts';

/** What a backup has come to. */
export interface BackedUp {
  /** Files of contents that were copied into the folder `blobs` beside the backup; those that were there are not counted. */
  readonly copied: number;
  /** Files that were not there to be copied: pruned a moment ago, or lost. */
  readonly missing: number;
}

/**
 * Copies a database that may be in use to a file that must not exist, and the files of its contents beside that, so that bailiwick
 * can be pointed at the copy. Both are for their owner alone.
 */
export async function backUp(path: string, to: string): Promise<Result<BackedUp>> {
  if (resolve(dirname(path)) === resolve(dirname(to))) return err(sameFolder(to));
  const made = await attempt('The backup cannot be written', async () => create(to));
  if (!made.ok) return existsSync(to) ? err(taken(to)) : made;
  const done = await attempt('The backup could not be finished', async () => {
    const db = openDatabaseToRead(path);
    try {
      // In one step: what others write meanwhile would make it begin anew after each of several.
      await backup(db, to, { rate: 2 ** 31 - 1 });
    } finally {
      db.close();
    }
    return await copyContents(dirname(path), to);
  });
  // Half a backup must not be taken for one.
  if (!done.ok) rmSync(to, { force: true });
  return done;
}

const create = (file: string): void => closeSync(openSync(file, 'wx', 0o600));

/** Contents never change under their name: what another backup has left beside this one is the same. */
async function copyContents(from: string, to: string): Promise<BackedUp> {
  let copied = 0;
  let missing = 0;
  const copy = openDatabaseToRead(to);
  try {
    for (const digest of inFiles(copy)) {
      const name = join('blobs', digest.slice(0, 2), `${digest}.zst`);
      const target = join(dirname(to), name);
      if (existsSync(target)) continue;
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      if (await copyWhole(join(from, name), target)) copied += 1;
      else missing += 1;
    }
  } finally {
    copy.close();
  }
  return { copied, missing };
}

/** The digests of the contents that stand in files; the first version of the schema has none. */
function* inFiles(db: DatabaseSync): Generator<string> {
  const table = db.prepare(`select 1 from sqlite_schema where type = 'table' and name = 'blob'`).get();
  if (table === undefined) return;
  const rows = db.prepare('select sha256 from blob where body is null and pruned_at is null').iterate();
  for (const { sha256 } of rows)
    if (typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256)) yield sha256;
}

/** False where there is nothing to copy. */
async function copyWhole(from: string, to: string): Promise<boolean> {
  if (!existsSync(from)) return false;
  const part = `${to}.${crypto.randomUUID()}`;
  await copyFile(from, part, constants.COPYFILE_FICLONE);
  await rename(part, to);
  return true;
}

const taken = (file: string): Failure =>
  failure('input.invalid', `${quote(file, 200)} is there already, and a backup overwrites nothing.`, {
    field: 'file',
    next: ['Name a file that does not exist.'],
  });

const sameFolder = (file: string): Failure =>
  failure(
    'input.invalid',
    `${quote(file, 200)} is in the data folder, where what is pruned is pruned for the backup as well.`,
    { field: 'file', next: ['Name a file in another folder.'] },
  );
