import { err, type Result } from '../kernel/result.ts';
import { exposureOf } from './exposure.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * Reads a file that decides what may be done: it is refused where anybody beside root and our own user could change it. The error
 * is a predicate such as `may not be read by this user`.
 */
export function readTrustedFile(path: string, maxBytes: number): Result<string, string> {
  const text = readTextFile(path, maxBytes);
  const exposed = text.ok ? exposureOf(path) : null;
  return exposed === null ? text : err(exposed);
}
