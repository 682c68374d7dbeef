import { chownSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a run's folder, for its user alone: `user`, or the one who makes it. A folder or link that is already there is
 * somebody's trap, and throws EEXIST.
 */
export function makePrivateFolder(folder: string, user: number | null = null): void {
  mkdirSync(folder, { mode: 0o700 });
  if (user !== null) chownSync(folder, user, user);
}

/** A file of a run, by its name in the folder. Its text may be a secret: nothing shows it. */
export interface FileText {
  readonly name: string;
  readonly text: string;
}

/** Writes a run's files for its user alone. A name that leads out of the folder, or comes twice, throws; nothing is overwritten. */
export function writePrivateFiles(
  folder: string,
  files: readonly FileText[],
  user: number | null = null,
): void {
  for (const { name, text } of files) {
    if (!plainName.test(name)) throw new RangeError('A private file has no plain name.');
    const path = join(folder, name);
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    if (user !== null) chownSync(path, user, user);
  }
}

const plainName = /^(?!\.{1,2}$)[\w.-]{1,64}$/;

/** Removes a run's folder and all that is in it; what cannot be removed stays, for the operator to see. */
export async function removePrivateFolder(folder: string): Promise<void> {
  try {
    rmdirSync(folder);
  } catch {
    await removeAll(folder).catch(async () => {
      await openFolders(folder);
      await removeAll(folder).catch(() => undefined);
    });
  }
}

const removeAll = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 2 });

/**
 * Gives folders their user's permissions back: a tool that took them from its own, or unpacked an archive without them,
 * would leave what it wrote behind. Links are not followed: they may lead anywhere.
 */
async function openFolders(top: string): Promise<void> {
  const waiting = [top];
  for (let seen = 0; seen < mostFolders; seen += 1) {
    const folder = waiting.pop();
    if (folder === undefined) return;
    waiting.push(...(await openFolder(folder).catch(() => [])));
  }
}

/** Opens one folder and lists those in it; none where it is something else. */
async function openFolder(folder: string): Promise<readonly string[]> {
  const facts = await lstat(folder);
  if (!facts.isDirectory()) return [];
  if ((facts.mode & ownersAll) !== ownersAll) await chmod(folder, ownersAll);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
}

const ownersAll = 0o700;
/** A program that makes more folders than this and locks them has its rest left in place: the launcher serves others. */
const mostFolders = 10_000;
