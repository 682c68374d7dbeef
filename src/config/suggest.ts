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
  const here = nearest(key, siblings) ?? byTail(key, siblings);
  return moved.get([...parent, key].join('.')) ?? here ?? elsewhere(key);
}

/** What an unknown setting such as `scope.alow` was probably meant to be, as a whole path. */
export function suggestPath(keys: readonly string[]): string | null {
  const known = keys.findIndex(
    (_key, at) => !configRows.some((row) => startsWith(row.keys, keys.slice(0, at + 1))),
  );
  const key = keys[known];
  if (key === undefined) return null;
  const meant = suggestKey(keys.slice(0, known), key);
  return meant === null || meant.includes('.') ? meant : keys.with(known, meant).join('.');
}

const startsWith = (keys: readonly string[], start: readonly string[]): boolean =>
  start.every((part, index) => fits(keys[index], part));

/** `concurency` is close to the end of `global_concurrency`; where two keys end alike, neither is suggested. */
function byTail(key: string, siblings: ReadonlySet<string>): string | null {
  const close = [...siblings].filter((sibling) => nearest(key, tailsOf(sibling)) !== null);
  return close.length === 1 ? (close[0] ?? null) : null;
}

const tailsOf = (key: string): readonly string[] => {
  const parts = key.split('_');
  return parts.map((_part, at) => parts.slice(at).join('_')).slice(1);
};

const fits = (key: string | undefined, part: string | number): boolean => key === anyName || key === part;

const elsewhere = (key: string): string | null =>
  configRows.find((row) => row.keys.at(-1) === key && !row.keys.includes(anyName))?.path ?? null;
