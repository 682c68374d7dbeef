import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '../kernel/result.ts';
import { fileTrouble } from './read-text-file.ts';

/** How a file is written: its mode, and whether one that is there is replaced. */
interface Manner {
  readonly mode: number;
  readonly replace: boolean;
}

/** Writes a file whole or not at all: a reader sees the old one or the new one. The error is a predicate about the path. */
export function writeFileWhole(path: string, text: string, { mode, replace }: Manner): Result<true, string> {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(beside, 'wx', mode);
    try {
      // Unlike one write, this goes on where a full disk has taken a part.
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    // A link fails where there is a file, a rename replaces it.
    if (replace) renameSync(beside, path);
    else linkSync(beside, path);
    // The new name itself is on the disk only with its folder.
    syncFolder(dirname(path));
    return ok(true);
  } catch (error) {
    return err(fileTrouble(error, 'written'));
  } finally {
    rmSync(beside, { force: true });
  }
}

/** How the name of a file ends that is not finished yet, behind the name that it will have. */
export const unfinishedEnd = /^\.[0-9a-f]{12}\.tmp$/;

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
