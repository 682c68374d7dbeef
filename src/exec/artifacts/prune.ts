import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactRun } from '../launcher/open-artifact.ts';

/**
 * Removes the oldest artifacts until all of them together hold `totalBytes` at most; those of the runs in `spared` stay. Only
 * files that bear our naming and belong to this user are counted or removed: a link or a stranger's file is neither. A folder
 * that is not there, or is a link, is left alone. It rejects with the system's error.
 */
export async function pruneArtifacts(
  folder: string,
  totalBytes: number,
  spared: ReadonlySet<string>,
): Promise<void> {
  const found = await artifactsIn(folder);
  let total = found.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes, runId } of found.toSorted((a, b) => a.changedMs - b.changedMs)) {
    if (total <= totalBytes) return;
    if (spared.has(runId)) continue;
    // oxlint-disable-next-line no-await-in-loop -- as many as must go, oldest first
    await unlink(path).catch(ignoreMissing);
    total -= bytes;
  }
}

interface Found {
  readonly path: string;
  readonly runId: string;
  readonly bytes: number;
  readonly changedMs: number;
}

async function artifactsIn(folder: string): Promise<readonly Found[]> {
  const facts = await lstat(folder).catch(ignoreMissing);
  if (facts?.isDirectory() !== true) return [];
  const found: Found[] = [];
  for (const name of await readdir(folder)) {
    const runId = artifactRun(name);
    if (runId === null) continue;
    const path = join(folder, name);
    // oxlint-disable-next-line no-await-in-loop -- thousands at once would take every thread of the pool
    const file = await lstat(path).catch(ignoreMissing);
    if (file?.isFile() !== true || file.uid !== (process.geteuid?.() ?? file.uid)) continue;
    found.push({ path, runId, bytes: file.size, changedMs: file.mtimeMs });
  }
  return found;
}

/** Another server of the same user clears the same folder. */
function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
