import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A name that a caller may use: plain segments, none of which begins with a dot, so that no name leads upwards. */
export const isFileName = (name: string): boolean => name.length <= 200 && namePattern.test(name);

/** Names of files in a folder and below it, shallow ones first, in order; at most `most` entries are looked at. */
export function fileNamesIn(folder: string, most: number): readonly string[] {
  const names: string[] = [];
  const waiting = [''];
  let looked = 0;
  for (let within = waiting.shift(); within !== undefined && looked < most; within = waiting.shift()) {
    for (const entry of entriesOf(join(folder, within)).slice(0, most - looked)) {
      looked += 1;
      const name = within === '' ? entry.name : `${within}/${entry.name}`;
      if (!isFileName(name)) continue;
      if (entry.isDirectory()) waiting.push(name);
      else if (entry.isFile()) names.push(name);
    }
  }
  return names;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

const namePattern = /^[A-Za-z0-9][\w.-]*(?:\/[A-Za-z0-9][\w.-]*)*$/;
