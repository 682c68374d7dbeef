import { spellingsOf } from './secret-spellings.ts';

/** Takes the secrets of one call out of texts and values, in whatever letter case: names are judged in lower case. */
export interface SecretMask {
  /** Also what is left of a secret where a message was cut, before its ellipsis. */
  readonly text: (text: string) => string;
  /** Every string of a value, and every key. */
  readonly deep: (value: unknown) => unknown;
  /** The same for bytes; where they are the `end` or the `start` of more, a part of a secret at the cut goes too. */
  readonly bytes: (bytes: Uint8Array, cut: 'none' | 'end' | 'start') => Uint8Array;
  /** The same for bytes that come in chunks, wherever a secret is cut; `take` is lent what may be read. */
  readonly stream: (take: (bytes: Uint8Array) => void) => MaskedStream;
}

/** A stream on its way through a mask. */
export interface MaskedStream {
  readonly write: (chunk: Uint8Array) => void;
  /** Ends it after `total` bytes. What was held back is passed on, unless more was to come: then it may begin a secret. */
  readonly end: (total: number) => void;
}

/**
 * Makes the mask of these secrets, or null where there is nothing to hide. Words that everybody knows, and texts that are too
 * short to be told from others, are no secrets: to take `public` out of a result would only spoil it.
 */
export function secretMaskOf(secrets: readonly string[]): SecretMask | null {
  const kept = secrets.filter((secret) => secret.length >= shortest && !wellKnown.has(secret.toLowerCase()));
  if (kept.length === 0) return null;
  const spellings = [...new Set(kept.flatMap(spellingsOf))];
  const whole = maskOf(new Set(spellings));
  const inText = (text: string): string => beforeEllipses(whole(text), spellings);
  const asBytes = kept.map((secret) => Buffer.from(secret).toString('latin1'));
  const inBytes = maskOf(new Set(asBytes));
  const deep = (value: unknown): unknown => {
    if (typeof value === 'string') return inText(value);
    if (Array.isArray(value)) return value.map(deep);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [inText(key), deep(entry)]));
  };
  return {
    text: inText,
    deep,
    bytes: (bytes, cut) => {
      const masked = inBytes(Buffer.from(bytes).toString('latin1'));
      const part = cut === 'none' ? 0 : partAt(cut, masked, asBytes);
      return Buffer.from(
        cut === 'start' ? masked.slice(part) : masked.slice(0, masked.length - part),
        'latin1',
      );
    },
    stream: (take) => {
      let held = '';
      let seen = 0;
      return {
        write: (chunk) => {
          seen += chunk.byteLength;
          const masked = inBytes(held + Buffer.from(chunk).toString('latin1'));
          const safe = masked.length - partAt('end', masked, asBytes);
          held = masked.slice(safe);
          take(Buffer.from(masked.slice(0, safe), 'latin1'));
        },
        end: (total) => {
          if (held !== '' && seen === total) take(Buffer.from(held, 'latin1'));
        },
      };
    },
  };
}

/** Replaces the longest first, so that a secret within another leaves nothing of it; what is masked already stays. */
function maskOf(words: ReadonlySet<string>): (text: string) => string {
  const longestFirst = [...words].toSorted((a, b) => b.length - a.length);
  const pattern = new RegExp([placeholder, ...longestFirst].map(asPattern).join('|'), 'gi');
  return (text) => text.replace(pattern, placeholder);
}

const asPattern = (word: string): string => word.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&');

/** A message may have cut a value in the middle of a secret. */
function beforeEllipses(text: string, secrets: readonly string[]): string {
  const [last = '', ...others] = text.split('…').toReversed();
  const masked = others.map((part) => {
    const length = part.endsWith(placeholder) ? 0 : partAt('end', part, secrets);
    return length < 2 ? part : `${part.slice(0, -length)}${placeholder}`;
  });
  return [last, ...masked].toReversed().join('…');
}

/** How much of a text's end (or start) may be the first (or last) part of a secret. */
function partAt(edge: 'end' | 'start', text: string, secrets: readonly string[]): number {
  let longest = 0;
  const most = Math.max(0, ...secrets.map(({ length }) => length));
  const seen = (edge === 'end' ? text.slice(-most) : text.slice(0, most)).toLowerCase();
  for (const secret of secrets.map((one) => one.toLowerCase())) {
    for (let length = Math.min(secret.length - 1, seen.length); length > longest; length -= 1) {
      const isThere =
        edge === 'end' ? seen.endsWith(secret.slice(0, length)) : seen.startsWith(secret.slice(-length));
      if (isThere) longest = length;
    }
  }
  return longest;
}

const placeholder = '[secret]';
const shortest = 4;
const wellKnown: ReadonlySet<string> = new Set([
  'admin',
  'community',
  'default',
  'guest',
  'none',
  'password',
  'private',
  'public',
  'read',
  'root',
  'secret',
  'test',
  'user',
  'write',
]);
