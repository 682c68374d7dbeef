import { mkdirSync, rmdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';

/** Makes a run's folder, for its user alone. A folder or link that is already there is somebody's trap, and throws EEXIST. */
export const makePrivateFolder = (folder: string): void => mkdirSync(folder, { mode: 0o700 });

/** Removes a run's folder and all that is in it; what cannot be removed stays, for the operator to see. */
export async function removePrivateFolder(folder: string): Promise<void> {
  try {
    rmdirSync(folder);
  } catch {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
  }
}
