import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A program of the operator's own, as its definition names it. */
interface OwnProgram {
  /** An absolute path. */
  readonly name: string;
  readonly sha256: string | null;
}

/**
 * Why a program of the operator's own may not be run, as a clause; null where it may. Whoever could write it, or swap a folder
 * above it, could run anything here as us: it must be ours or root's, all the way up. It is asked again before every run.
 */
export function whyUnfit({ name, sha256 }: OwnProgram): string | null {
  try {
    if (realpathSync(name) !== name) return 'is reached through a link; name the file itself';
    const file = statSync(name);
    if (!file.isFile()) return 'is no regular file';
    if (!isTrusted(file.uid)) return `belongs to user ${file.uid}; it must be yours or root’s`;
    if ((file.mode & othersWrite) !== 0) return 'can be written by others; chmod go-w';
    for (let folder = dirname(name); ; folder = dirname(folder)) {
      const { uid, mode } = statSync(folder);
      if (!isTrusted(uid)) return `lies in ${folder}, which belongs to user ${uid}`;
      // In a sticky folder, such as /tmp, nobody can rename what is not theirs.
      if ((mode & othersWrite) !== 0 && (mode & sticky) === 0)
        return `lies in ${folder}, which others can write; chmod go-w`;
      if (folder === dirname(folder)) break;
    }
    accessSync(name, constants.X_OK);
    if (sha256 === null) return null;
    if (file.size > mostHashed) return `is larger than ${mostHashed} bytes, the most that is hashed`;
    const found = createHash('sha256').update(readFileSync(name)).digest('hex');
    return found === sha256 ? null : `has the SHA-256 ${found}, and its definition pins another`;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' ? 'is not there' : `cannot be run (${code})`;
  }
}

const isTrusted = (uid: number): boolean => uid === 0 || uid === process.geteuid?.();

const othersWrite = 0o022;
const sticky = 0o1000;
const mostHashed = 16 * 1024 * 1024;
