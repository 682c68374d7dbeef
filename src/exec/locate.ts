import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Program } from '../tools/tool.ts';
import { bundledEntry } from './bundled-programs.ts';
import { whyUnfit } from './own-program.ts';

/** The absolute path of a program (of a bundled one, its entry file), or a `tool.missing` failure. */
export type Locate = (program: Program) => Result<string>;

/**
 * Searches the folders in order. What was found stays: a file that appears in an earlier folder later on cannot take a
 * program's place. A program of the operator's own has a path instead, and is looked at anew each time. Relative folders are passed over, for they would mean whatever folder the server was started in.
 */
export function createLocate(searchPath: readonly string[]): Locate {
  const folders = searchPath.filter((folder) => isAbsolute(folder));
  const found = new Map<string, string>();
  const search = (name: string): string | null => {
    if (name === '' || name.includes('/')) return null;
    const path = folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
    if (path !== null) found.set(name, path);
    return path;
  };
  return (program) => {
    const { kind, name } = program;
    if (program.kind === 'own') {
      const unfit = whyUnfit(program);
      return unfit === null ? ok(name) : err(unusable(name, unfit));
    }
    const path = kind === 'bundled' ? bundledEntry(name) : (found.get(name) ?? search(name));
    return path === null ? err(missing(kind, name, folders)) : ok(path);
  };
}

const unusable = (name: string, why: string): Failure =>
  failure('tool.missing', `The program ${quote(name, 200)} ${why}; nothing was sent.`);

function missing(kind: Program['kind'], name: string, folders: readonly string[]): Failure {
  const because = (why: string): Failure => unusable(name, why);
  if (kind === 'bundled') return because('does not ship with this package');
  return because(`is not in any folder of the search path ${quote(folders.join(':'), 300)}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
