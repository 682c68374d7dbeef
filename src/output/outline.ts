/**
 * Renders a JSON value as compact lines: a flat record is one line of `key=value`, a list has a line or a block for each
 * entry. A text that is more than one plain word is quoted, so that it can neither forge a line nor a key.
 */
export const outline = (value: unknown): readonly string[] => lines(value, 0);

/** One value as a single word: plain where it is harmless, else a JSON string. */
export const word = (value: unknown): string =>
  typeof value === 'string' && plain.test(value) ? value : (JSON.stringify(value) ?? 'null');

const plain = /^[\w.:/@*+-]{1,120}$/;
const maxDepth = 12;

function lines(value: unknown, depth: number): readonly string[] {
  if (depth > maxDepth) return ['…'];
  const short = inline(value);
  if (short !== null) return [short];
  if (isList(value)) return value.flatMap((entry) => entryLines(entry, depth));
  if (!isRecord(value)) return [word(value)];
  const known = Object.entries(value).filter(([, part]) => isSaid(part));
  const flat = known.flatMap(([key, part]) => pair(key, inline(part)));
  const nested = known.filter(([, part]) => inline(part) === null);
  const blocks = nested.flatMap(([key, part]) => [`${word(key)}:`, ...indent(lines(part, depth + 1))]);
  return flat.length === 0 ? blocks : [flat.join(' '), ...blocks];
}

function entryLines(entry: unknown, depth: number): readonly string[] {
  const [first = '{}', ...rest] = lines(entry, depth + 1);
  return [`- ${first}`, ...indent(rest)];
}

/** A scalar, or a list of scalars, on one line; null for anything that needs more. */
function inline(value: unknown): string | null {
  if (isList(value)) return value.every(isScalar) ? value.map(word).join(',') : null;
  return isScalar(value) ? word(value) : null;
}

const pair = (key: string, value: string | null): readonly string[] =>
  value === null ? [] : [`${word(key)}=${value}`];
const indent = (block: readonly string[]): readonly string[] => block.map((line) => `  ${line}`);
const isScalar = (value: unknown): boolean => value === null || typeof value !== 'object';
const isSaid = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(isList(value) && value.length === 0);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
