import type { Shortened } from '../kernel/call-result.ts';

/** What is left of a value. */
interface Shorter {
  readonly value: unknown;
  readonly shortened: readonly Shortened[];
}

/** The most that is left of each list and each text. */
interface Bounds {
  readonly entries: number;
  readonly characters: number;
}

/**
 * Cuts every list of a JSON value to its first entries, which are the most useful ones, and every text to its first characters.
 * What is null is left out: a field that is absent says the same in fewer words.
 */
export function shortenLists(value: unknown, path: string, bounds: Bounds): Shorter {
  const counts = new Map<string, { shown: number; of: number }>();
  const shorter = shorten(value, path, bounds, (at, shown, of) => {
    const before = counts.get(at) ?? { shown: 0, of: 0 };
    counts.set(at, { shown: before.shown + shown, of: before.of + of });
  });
  const shortened = [...counts].filter(([, { shown, of }]) => shown < of);
  return { value: shorter, shortened: shortened.map(([at, count]) => ({ path: at, ...count })) };
}

/** The entries of the longest list in a JSON value, however deep it lies. */
export function longestList(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const parts: readonly unknown[] = Object.values(value);
  return parts.reduce<number>(
    (most, part) => Math.max(most, longestList(part)),
    Array.isArray(value) ? value.length : 0,
  );
}

type Count = (path: string, shown: number, of: number) => void;

function shorten(value: unknown, path: string, bounds: Bounds, count: Count): unknown {
  if (typeof value === 'string') return cut(value, bounds.characters);
  if (Array.isArray(value)) {
    const kept: readonly unknown[] = value.slice(0, bounds.entries);
    count(path, kept.length, value.length);
    return kept.map((entry) => shorten(entry, `${path}[]`, bounds, count));
  }
  if (typeof value !== 'object' || value === null) return value;
  const known: readonly (readonly [string, unknown])[] = Object.entries(value);
  return Object.fromEntries(
    known
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([key, part]) => [key, shorten(part, `${path}.${key}`, bounds, count)]),
  );
}

const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, Math.max(0, max - 1))}…`.toWellFormed();
