import { closeSync, openSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { maxFileBytes } from '../config/max-file-bytes.ts';
import { err, type Result } from '../kernel/result.ts';
import { fileTrouble } from './read-text-file.ts';
import { readTrustedFile } from './read-trusted-file.ts';
import { unfinishedEnd, writeFileWhole } from './write-file.ts';

/**
 * Puts a new text in the place of a configuration file, for its owner alone, whole or not at all; where a link leads to it, the
 * file behind the link is replaced. It is refused where the file no longer holds `was`, what the change was made from, or
 * where another change is being written. The error is a predicate about the path.
 */
export function saveConfig(path: string, was: string, text: string): Result<true, string> {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    return err(fileTrouble(error, 'written'));
  }
  const lock = `${real}.lock`;
  const locked = take(lock);
  if (!locked.ok) return locked;
  try {
    const now = readTrustedFile(real, maxFileBytes);
    if (!now.ok) return now;
    if (now.value !== was) return err('was changed by somebody else meanwhile; look at it and try again');
    removeLeft(real);
    return writeFileWhole(real, text, { mode: 0o600, replace: true });
  } finally {
    rmSync(lock, { force: true });
  }
}

/** What a write that was killed has left beside the file is a copy of it, with its secrets. Nobody else writes one now. */
function removeLeft(path: string): void {
  const [folder, name] = [dirname(path), basename(path)];
  for (const one of readdirSync(folder))
    if (one.startsWith(`${name}.`) && unfinishedEnd.test(one.slice(name.length)))
      rmSync(join(folder, one), { force: true });
}

/** Makes the file of a lock. One that was left behind by a crash is taken over. */
function take(lock: string): Result<true, string> {
  try {
    closeSync(openSync(lock, 'wx', 0o600));
    return { ok: true, value: true };
  } catch (error) {
    if (!isLeft(lock)) {
      const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      return err(isThere ? 'is being changed by somebody else; try again' : fileTrouble(error, 'written'));
    }
    rmSync(lock, { force: true });
    return take(lock);
  }
}

function isLeft(lock: string): boolean {
  try {
    return Date.now() - statSync(lock).mtimeMs > longestWriteMs;
  } catch {
    return false;
  }
}

/** A change holds its lock for milliseconds. */
const longestWriteMs = 10_000;
