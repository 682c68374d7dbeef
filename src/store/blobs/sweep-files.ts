import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes files that were last written before a moment, milliseconds since the Unix epoch: a younger one may belong to a record
 * that is being written by another process, as its content is on the disk first. One that is not there is no error.
 */
export async function removeOldFile(path: string, beforeMs: number): Promise<void> {
  try {
    const { mtimeMs } = await stat(path);
    if (mtimeMs < beforeMs) await rm(path, { force: true });
  } catch {
    // It is gone, or a later sweep will find it.
  }
}

/** Goes through the folder of contents, and removes the old files of those that `kept` does not name, and of none. */
export async function sweepFiles(
  folder: string,
  kept: (digests: readonly string[]) => Promise<ReadonlySet<string>>,
  beforeMs: number,
): Promise<void> {
  for (const name of await entriesOf(folder)) {
    const path = join(folder, name);
    if (name.startsWith('new-')) await removeOldFile(path, beforeMs);
    if (!/^[0-9a-f]{2}$/.test(name)) continue;
    const digests = (await entriesOf(path)).flatMap((file) => /^([0-9a-f]{64})\.zst$/.exec(file)?.[1] ?? []);
    for (let from = 0; from < digests.length; from += several) {
      const some = digests.slice(from, from + several);
      const wanted = await kept(some);
      for (const digest of some)
        if (!wanted.has(digest)) await removeOldFile(join(path, `${digest}.zst`), beforeMs);
    }
  }
}

/** Nothing where there is no such folder. */
const entriesOf = (folder: string): Promise<readonly string[]> => readdir(folder).catch(() => []);

const several = 500;
