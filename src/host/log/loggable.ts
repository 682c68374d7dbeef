import { Secret } from '../../kernel/secret.ts';
import { clean } from '../../output/clean.ts';
import type { Scrub } from './scrub.ts';
import { isSecretName } from './secret-names.ts';

/**
 * A copy of the fields of a line that JSON can hold, whatever they are: it never throws, is never larger than 32 KiB or so, and holds
 * nothing that a terminal obeys nor a secret. A text is cut after 8,192 characters.
 */
export function loggable(
  fields: Readonly<Record<string, unknown>>,
  scrub: Scrub,
): Readonly<Record<string, unknown>> {
  const copy = copyOf(fields, { left: mostOfLine, above: new Set(), scrub });
  return typeof copy === 'object' && copy !== null && !Array.isArray(copy) ? { ...copy } : { fields: copy };
}

interface Walk {
  /** So many characters may still be written. */
  left: number;
  /** The objects that the present one lies in. */
  readonly above: Set<object>;
  readonly scrub: Scrub;
}

function copyOf(value: unknown, walk: Walk): unknown {
  switch (typeof value) {
    case 'string':
      return textOf(value, walk, mostOfText);
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
    case 'undefined':
      return value;
    case 'bigint':
      return textOf(`${value}`, walk, mostOfText);
    case 'symbol':
    case 'function':
      return `[${typeof value}]`;
    case 'object':
      return value === null ? null : objectOf(value, walk);
  }
}

/** A getter, a proxy or an invalid date throws when it is read: that costs its value, not the line. */
function objectOf(value: object, walk: Walk): unknown {
  if (walk.above.has(value)) return '[circular]';
  if (walk.above.size >= mostDepth) return '[too deep]';
  if (walk.left <= 0) return cutShort;
  walk.above.add(value);
  try {
    if (value instanceof Secret) return value.toJSON();
    if (value instanceof Date) return value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (value instanceof Error)
      return textOf(value.stack ?? `${value.name}: ${value.message}`, walk, mostOfText);
    if (Array.isArray(value)) return listOf(value, walk);
    return entriesOf(value, walk);
  } catch {
    return unreadable;
  } finally {
    walk.above.delete(value);
  }
}

function listOf(list: readonly unknown[], walk: Walk): readonly unknown[] {
  const copies = list.slice(0, mostEntries).map((entry) => copyOf(entry, walk));
  return list.length > mostEntries ? [...copies, `[${list.length - mostEntries} more]`] : copies;
}

function entriesOf(value: object, walk: Walk): Readonly<Record<string, unknown>> {
  const keys = Object.keys(value);
  const entries = keys.slice(0, mostEntries).map((key): readonly [string, unknown] => {
    const shown = textOf(key, walk, mostOfKey);
    const entry = read(value, key);
    const isHidden = isSecretName(key) && entry !== null && typeof entry !== 'boolean';
    return [shown, isHidden ? '[redacted]' : copyOf(entry, walk)];
  });
  const more = keys.length - mostEntries;
  return Object.fromEntries(more > 0 ? [...entries, ['more', more]] : entries);
}

function read(value: object, key: string): unknown {
  try {
    return Reflect.get(value, key);
  } catch {
    return unreadable;
  }
}

/** Cut twice: first to what is worth cleaning at all; the ellipsis tells the scrubber that a secret may have been cut. */
function textOf(text: string, walk: Walk, most: number): string {
  const rough = text.length > 2 * most ? `${text.slice(0, 2 * most)}…` : text;
  const shown = cut(clean(walk.scrub(rough)), Math.min(most, Math.max(0, walk.left)));
  walk.left -= shown.length;
  return shown;
}

/** Cuts without leaving half a character; the ellipsis counts. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return most === 0 ? cutShort : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const cutShort = '…';
const unreadable = '[unreadable]';
const mostOfText = 8192;
const mostOfKey = 200;
const mostOfLine = 32 * 1024;
const mostEntries = 100;
const mostDepth = 12;
