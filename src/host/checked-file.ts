import { closeSync, constants, fstatSync, openSync, realpathSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../kernel/result.ts';
import { exposureOf } from './exposure.ts';
import { markOf } from './file-mark.ts';
import { surveyLines, type LineFacts } from './survey-lines.ts';

/** A file as it was found: what a program is given is this path, so that no link can be turned after the check. */
export interface CheckedFile extends LineFacts {
  /** Absolute, with every link resolved. */
  readonly path: string;
  readonly bytes: number;
}

/** What is known of lines by path, for as long as the mark of the file is the same. */
export type KnownLines = Map<string, { readonly mark: string; readonly facts: LineFacts }>;

/** Looks at `folder/name`: null where there is nothing, else the file, or why it may not be used, as a clause. */
export function checkFile(
  folder: string,
  name: string,
  known: KnownLines,
): Result<CheckedFile, string> | null {
  const top = realPath(folder);
  const path = top === null ? null : realPath(join(top, name));
  if (top === null || path === null) return null;
  if (!path.startsWith(`${top === '/' ? '' : top}/`)) return err('is a link that leads out of its folder');
  if (!/^[!-~]+(?: [!-~]+)*$/.test(path)) return err('lies in a folder whose path is not plain ASCII');
  let descriptor: number | null = null;
  try {
    // Without blocking, or a FIFO would hold the server until somebody writes to it; and no link, for none is left.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    const facts = fstatSync(descriptor, { bigint: true });
    // Whoever can write a list decides what is sent.
    const trouble = troubleWith(facts) ?? exposureOf(join(folder, name));
    if (trouble !== null) return err(trouble);
    const bytes = Number(facts.size);
    const mark = markOf(facts);
    const before = known.get(path);
    const lines = before?.mark === mark ? before.facts : surveyLines(descriptor, bytes);
    if (known.size >= mostKnown) known.clear();
    known.set(path, { mark, facts: lines });
    return ok({ path, bytes, ...lines });
  } catch {
    return err('cannot be read by bailiwick');
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function troubleWith(facts: BigIntStats): string | null {
  if (!facts.isFile()) return 'is no regular file';
  if (facts.size > BigInt(mostBytes)) return `is larger than ${mostBytes / 2 ** 20} MiB`;
  return null;
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

const mostBytes = 64 * 2 ** 20;
const mostKnown = 256;
