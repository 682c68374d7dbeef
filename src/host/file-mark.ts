import { statSync, type BigIntStats } from 'node:fs';

/** The mark of the file at a path, or null where there is none. */
export function fileMark(path: string): string | null {
  const facts = statSync(path, { throwIfNoEntry: false, bigint: true });
  return facts === undefined ? null : markOf(facts);
}

/**
 * What tells a file from what it was before: another mark means that it was replaced or written, or that its rights were
 * changed (`setcap` touches nothing but the change time).
 */
export const markOf = ({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [dev, ino, size, mtimeNs, ctimeNs].join(':');
