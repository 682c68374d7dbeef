import { configRows } from './rows.ts';
import { formatPath, type Path } from './tree.ts';

/** The sections that hold secrets: no value that is written in them is ever repeated. */
export const secretSections: ReadonlySet<string> = new Set(
  configRows.flatMap((row) => (row.secret ? row.keys.slice(0, 1) : [])),
);

/** True for a secret section and everything in it. */
export const isSecretPath = (path: Path): boolean =>
  typeof path[0] === 'string' && secretSections.has(path[0]);

/** Writes a path for a message. In a secret section a key that is no plain word may be a misplaced secret itself. */
export function showPath(path: Path): string {
  const doubtful = path.findIndex((part) => typeof part === 'string' && !/^[a-z_]{1,24}$/.test(part));
  return isSecretPath(path) && doubtful > 0
    ? `${formatPath(path.slice(0, doubtful))}.[not shown]`
    : formatPath(path);
}
