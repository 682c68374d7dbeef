import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { BoxPrograms } from './box-order.ts';

/** Finds what makes a box where systems install it: a search path of the operator's is for tools. The error is a clause. */
export function findBoxPrograms(): Result<BoxPrograms, string> {
  const bwrap = find('bwrap');
  return bwrap === null
    ? err('bwrap is not installed (apt install bubblewrap)')
    : ok({ bwrap, setpriv: find('setpriv') });
}

/** What sets resource limits, absolute; null where it is not installed. */
export const findPrlimit = (): string | null => find('prlimit');

const find = (name: string): string | null =>
  folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const folders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin', '/usr/local/bin'];
