import { statSync } from 'node:fs';

/**
 * What tells a file from what it was before: another mark means that it was replaced or written, or that its rights were
 * changed (`setcap` touches nothing but the change time). Null where there is no file.
 */
export function fileMark(path: string): string | null {
  const facts = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (facts === undefined) return null;
  return [facts.dev, facts.ino, facts.size, facts.mtimeNs, facts.ctimeNs].join(':');
}
