import { closeSync, constants, fstatSync, openSync, type BigIntStats } from 'node:fs';
import { err, ok, type Result } from '../../kernel/result.ts';
import { fileTrouble } from '../read-text-file.ts';

/** A file that is open at its end. */
export interface AppendedFile {
  readonly descriptor: number;
  /** True for what `stat` says of the path as long as that still leads to this file. */
  readonly isAt: (facts: BigIntStats | undefined) => boolean;
}

/**
 * Opens a file at its end, or makes it for our user alone. Links, pipes, devices and files of other users are refused: in a shared
 * folder somebody could have put one there to read along or to have another file written to. The error is a predicate.
 */
export function openAppend(path: string): Result<AppendedFile, string> {
  let descriptor: number;
  try {
    descriptor = openSync(path, manner, 0o600);
  } catch (error) {
    return err(troubleOf(error));
  }
  const facts = fstatSync(descriptor, { bigint: true });
  const trouble = troubleWith(facts);
  if (trouble !== null) {
    closeSync(descriptor);
    return err(trouble);
  }
  return ok({
    descriptor,
    isAt: (now) => now !== undefined && now.ino === facts.ino && now.dev === facts.dev,
  });
}

// Without blocking, or a pipe that nobody reads would hold the server here.
const manner =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  constants.O_NOFOLLOW |
  constants.O_NONBLOCK |
  constants.O_NOCTTY;

function troubleWith(facts: BigIntStats): string | null {
  if (!facts.isFile()) return notRegular;
  const us = BigInt(process.geteuid?.() ?? 0);
  const { uid } = facts;
  if (uid !== us && uid !== 0n)
    return `belongs to user ${uid}, who is neither root nor the user of bailiwick`;
  return null;
}

function troubleOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ELOOP') return 'is a link: name the file itself';
  // A pipe without a reader, and a folder.
  if (code === 'ENXIO' || code === 'EISDIR') return notRegular;
  return fileTrouble(error, 'written');
}

const notRegular = 'is not a regular file';
