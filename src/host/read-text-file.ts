import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** What is said of a file that is not there. */
export const absentFile = 'there is no such file';

/** Reads a regular file of UTF-8, at most `maxBytes` long; the error is a predicate such as `may not be read by this user`. */
export function readTextFile(path: string, maxBytes: number): Result<string, string> {
  const bytes = bytesOf(path, maxBytes);
  return bytes.ok ? textOf(bytes.value) : bytes;
}

/** Why a file could not be read or written, as a predicate. */
export function fileTrouble(error: unknown, deed: 'read' | 'written'): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return deed === 'read' ? absentFile : 'there is no such folder';
    case 'EACCES':
      return `may not be ${deed} by this user`;
    case 'EEXIST':
      return 'there is such a file already';
    default:
      return `cannot be ${deed} (${code})`;
  }
}

/** A path and what is wrong with its file, for the end of a sentence: `"a.pub", and that file holds no key`. */
export const fileAndTrouble = (path: string, predicate: string): string =>
  `${quote(path)}, and ${/^(?:there|the) /.test(predicate) ? predicate : `that file ${predicate}`}`;

/** Opens once and asks the open file, so that nothing can be swapped in between; without blocking, in case it is a pipe. */
function bytesOf(path: string, maxBytes: number): Result<Uint8Array, string> {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return err(fileTrouble(error, 'read'));
  }
  try {
    if (!fstatSync(file).isFile()) return err('is not a regular file');
    const chunks: Uint8Array[] = [];
    for (let left = maxBytes + 1; left > 0;) {
      const chunk = Buffer.allocUnsafe(Math.min(left, chunkBytes));
      const count = readSync(file, chunk, 0, chunk.length, null);
      if (count === 0) return ok(Buffer.concat(chunks));
      chunks.push(chunk.subarray(0, count));
      left -= count;
    }
    return err(`the file is larger than ${maxBytes} bytes`);
  } catch (error) {
    return err(fileTrouble(error, 'read'));
  } finally {
    closeSync(file);
  }
}

/** Most files are small: what is allowed is not set aside for each of them. */
const chunkBytes = 16 * 1024;

/** Decodes UTF-8 strictly. A byte order mark stays, for the reader to refuse it with its place. */
function textOf(bytes: Uint8Array): Result<string, string> {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return err('the file is UTF-16; save it as UTF-8');
  }
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return err('the file is not valid UTF-8');
  }
}
