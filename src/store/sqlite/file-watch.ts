import { accessSync, constants, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { quote } from '../../kernel/quote.ts';

/** What the file system tells of a file that is open: some microseconds a question. */
export interface FileWatch {
  /** Whether its path still leads to the file that was opened. */
  readonly inPlace: () => boolean;
  /** Whether it may be written, and there is room for some hundred records. */
  readonly writable: () => boolean;
  /** Who else could replace it, in one sentence; null where nobody can. */
  readonly exposure: () => string | null;
}

const roomBytes = 1024 * 1024;

/** Watches the file at `path`, which exists. */
export function watchFile(path: string): FileWatch {
  // Records are in the write-ahead log first: a log without its file would take them to its grave.
  const opened = [path, `${path}-wal`].map((file) => ({
    file,
    at: statSync(file, { throwIfNoEntry: false }),
  }));
  const folder = dirname(path);
  return {
    inPlace: () =>
      opened.every(({ file, at }) => {
        if (at === undefined) return true;
        const now = statSync(file, { throwIfNoEntry: false });
        return now !== undefined && now.ino === at.ino && now.dev === at.dev;
      }),
    writable: () => mayWrite(folder) && mayWrite(path) && hasRoom(folder),
    exposure: () => {
      const { mode } = statSync(folder);
      if ((mode & 0o022) === 0) return null;
      const octal = (mode & 0o777).toString(8);
      return `Other users may write the data folder ${quote(folder, 200)} (mode ${octal}): they could replace the audit log. Set it to 700.`;
    },
  };
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** A file system that does not count its blocks is taken at its word. */
function hasRoom(folder: string): boolean {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return blocks === 0 || bavail * bsize >= roomBytes;
}
