import { nearest } from '../kernel/nearest.ts';
import { anyName, configRows } from './rows.ts';
import type { Path } from './tree.ts';

/** Keys of the original design that have another place here. */
const moved: ReadonlyMap<string, string> = new Map([
  ['security.allowed_targets', 'scope.allow'],
  ['tool.default_concurrency', 'security.concurrency_limit'],
]);

/** What an unknown key was probably meant to be: its new place, a slip for a sibling, or the key of another section. */
export function suggestKey(parent: Path, key: string): string | null {
  const rows = configRows.filter((row) => parent.every((part, index) => fits(row.keys[index], part)));
  const siblings = new Set(rows.flatMap((row) => row.keys.slice(parent.length, parent.length + 1)));
  return moved.get([...parent, key].join('.')) ?? nearest(key, siblings) ?? elsewhere(key);
}

const fits = (key: string | undefined, part: string | number): boolean => key === anyName || key === part;

const elsewhere = (key: string): string | null =>
  configRows.find((row) => row.keys.at(-1) === key && !row.keys.includes(anyName))?.path ?? null;
