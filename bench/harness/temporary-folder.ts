import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder on the disk that is gone when this process has ended, interrupted or not. */
export const temporaryFolder = (): string => folderIn(tmpdir());

/** The same in memory; null where the system has no such place. */
export const folderInMemory = (): string | null => (existsSync('/dev/shm') ? folderIn('/dev/shm') : null);

function folderIn(parent: string): string {
  const folder = mkdtempSync(join(parent, 'bailiwick-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
