import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err } from '../kernel/result.ts';
import type { FileKind, Policy } from '../tools/tool.ts';

/** Finds files by name in the operator's folders, and nowhere else. */
export const fileFinder =
  (folders: Readonly<Record<FileKind, readonly string[]>>): Policy['findFile'] =>
  (kind, name, field) =>
    err(
      failure('input.invalid', `${field} ${quote(name)} is not in any of ${folders[kind].length} folders.`, {
        field,
      }),
    );
