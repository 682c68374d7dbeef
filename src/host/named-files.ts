import { failure, type Failure } from '../kernel/failure.ts';
import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok } from '../kernel/result.ts';
import type { FileKind, Policy } from '../tools/tool.ts';
import { checkFile, type KnownLines } from './checked-file.ts';
import { fileNamesIn, isFileName } from './file-names.ts';

/** Finds files by name in the operator's folders, in their order, and nowhere else; the first that has the name counts. */
export function fileFinder(folders: Readonly<Record<FileKind, readonly string[]>>): Policy['findFile'] {
  const known: KnownLines = new Map();
  return (kind, name, field) => {
    if (!isFileName(name)) return err(noName(name, field));
    for (const folder of folders[kind]) {
      const checked = checkFile(folder, name, known);
      if (checked === null) continue;
      return checked.ok ? ok({ name, ...checked.value }) : err(unusable(name, field, checked.error));
    }
    return err(notThere(name, field, keys[kind], folders[kind]));
  };
}

const keys = { word_list: 'tool.word_list_folders', file: 'tool.file_folders' } as const satisfies Record<
  FileKind,
  string
>;

const noName = (name: string, field: string): Failure =>
  failure(
    'input.invalid',
    `${field} is ${quote(name)}; it takes the name of a file, such as "common.txt" or "dns/short.txt": letters, digits and . _ - in each part, 200 characters at most.`,
    { field },
  );

const unusable = (name: string, field: string, why: string): Failure =>
  failure('input.invalid', `${field} ${quote(name)} ${why}. Nothing was sent.`, {
    field,
    next: ['Name another file, or ask the operator to see to this one.'],
  });

/** Names what there is; a name in a folder below is meant more often than one that is spelt nearly the same. */
function notThere(name: string, field: string, key: string, folders: readonly string[]): Failure {
  const names = folders.flatMap((folder) => fileNamesIn(folder, mostLooked));
  const message = `${field} ${quote(name)} is in no folder of ${key}. Nothing was sent.`;
  if (names.length === 0) {
    return failure('input.invalid', message, {
      field,
      next: [`There is no such file at all; ask the operator to put one into a folder of ${key}.`],
    });
  }
  const last = lastOf(name);
  const near = names.find((each) => lastOf(each) === last) ?? nearest(name, names.slice(0, mostCompared));
  const some = names.slice(0, mostNamed).map((each) => quote(each));
  const more = names.length > mostNamed ? ' and others' : '';
  return failure('input.invalid', message, {
    field,
    next: [
      ...(near === null ? [] : [`Did you mean ${quote(near)}?`]),
      `There are ${some.join(', ')}${more}.`,
    ],
  });
}

const lastOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

/** A refusal must stay quick, however large the folders are. */
const mostLooked = 2_000;
const mostCompared = 300;
const mostNamed = 5;
