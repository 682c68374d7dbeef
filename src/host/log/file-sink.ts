import { closeSync, fstatSync, ftruncateSync, renameSync, statSync, writeSync } from 'node:fs';
import { ok, type Result } from '../../kernel/result.ts';
import type { LogSink } from './log-sink.ts';
import { openAppend, type AppendedFile } from './open-append.ts';

/** When a log file makes room for the next. */
export interface Rotation {
  /** No file grows beyond it, bytes; a single line that is longer has a file of its own. */
  readonly maxBytes: number;
  /** How many files are kept beside it: `FILE.1` is the newest. 0 leaves rotation to others, such as logrotate. */
  readonly backups: number;
}

/**
 * A log in a file that rotates by size. Lines are written at once: a page cache takes one in microseconds, nothing is lost when the
 * process is killed, and none is held back that a full disk could not take. Whatever else becomes of the file costs lines, never
 * the server: where its path leads elsewhere (logrotate has moved it, somebody has removed it) it is opened anew. Several servers
 * may share one: each line is one append, and who sees a file rotated by another goes along.
 */
export function openFileSink(path: string, rotation: () => Rotation): Result<LogSink, string> {
  const first = openAppend(path);
  if (!first.ok) return first;
  let file: AppendedFile | null = first.value;

  const letGo = (): void => {
    if (file !== null) closeSync(file.descriptor);
    file = null;
  };

  /** The file that a line of so many bytes goes to, or null where there is none to be had. */
  const fileFor = (bytes: number): AppendedFile | null => {
    const facts = statSync(path, { throwIfNoEntry: false, bigint: true });
    const { maxBytes, backups } = rotation();
    if (file?.isAt(facts) === false) letGo();
    const isFull = facts !== undefined && facts.size > 0n && facts.size + BigInt(bytes) > BigInt(maxBytes);
    if (isFull && backups > 0 && file !== null && shift(path, backups)) letGo();
    if (file === null) {
      const opened = openAppend(path);
      file = opened.ok ? opened.value : null;
    }
    return file;
  };

  return ok({
    write: (line) => {
      try {
        const bytes = Buffer.from(line);
        const target = fileFor(bytes.length);
        return target !== null && append(target.descriptor, bytes);
      } catch {
        return false;
      }
    },
    close: async () => letGo(),
  });
}

/** Appends all of it or nothing: the disk may be full in the middle of a line, and a torn line would spoil the next as well. */
function append(descriptor: number, bytes: Uint8Array): boolean {
  const written = writeSync(descriptor, bytes);
  if (written === bytes.length) return true;
  const { size } = fstatSync(descriptor);
  ftruncateSync(descriptor, size - written);
  return false;
}

/** `FILE` becomes `FILE.1`, that `FILE.2`, and the oldest goes. False where one may not be moved: the file then grows on. */
function shift(path: string, backups: number): boolean {
  for (let number = backups; number > 0; number -= 1) {
    if (!move(number === 1 ? path : `${path}.${number - 1}`, `${path}.${number}`)) return false;
  }
  return true;
}

/** True also where there is nothing to move: another server may have done it. */
function move(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT';
  }
}
