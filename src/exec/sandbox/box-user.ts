import { statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The user that owns nothing, by the number that Linux systems agree on. */
const nobody = 65_534;

/**
 * The user that a boxed program is in truth, beyond being nobody inside: nobody outside as well where we are root and all that
 * it needs can be reached by anyone; null for our own user, as which it is still nobody inside.
 */
export const boxUser = (needs: readonly string[]): number | null =>
  process.geteuid?.() === 0 && needs.every(isOpenToAll) ? nobody : null;

/** Whether anyone can read a path, and pass through every folder above it. */
function isOpenToAll(path: string): boolean {
  try {
    if ((statSync(path).mode & othersRead) === 0) return false;
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder))
      if ((statSync(folder).mode & othersPass) === 0) return false;
    return true;
  } catch {
    return false;
  }
}

const othersRead = 0o004;
const othersPass = 0o001;
