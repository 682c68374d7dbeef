import { readSync } from 'node:fs';

/** What a look at every line of a file tells. */
export interface LineFacts {
  /** How many lines hold more than a line end. */
  readonly lines: number;
  /**
   * True where a line that is no comment holds a character at which programs stop reading a host name: put before a domain, its
   * word would be a name of its own.
   */
  readonly endsNames: boolean;
}

/** Surveys an open file; it reads at most `bytes`. */
export function surveyLines(descriptor: number, bytes: number): LineFacts {
  const chunk = Buffer.allocUnsafe(256 * 1024);
  let lines = 0;
  let endsNames = false;
  let state: number = start;
  for (let left = bytes; left > 0;) {
    const read = readSync(descriptor, chunk, 0, Math.min(left, chunk.length), null);
    if (read === 0) break;
    left -= read;
    for (let at = 0; at < read; at += 1) {
      const next = steps[state * kinds + (kindOf[chunk[at] ?? 0] ?? 0)] ?? start;
      if (state === start && next !== start) lines += 1;
      if (next === ended) endsNames = true;
      state = next;
    }
  }
  return { lines, endsNames };
}

// A table, for a list may have 64 MiB. Where a line stands: nothing yet, blanks alone, a word, blanks behind a word (at the end
// they are no part of it), a comment, and a word in which a host name has ended.
const [start, blank, word, gap, comment, ended] = [0, 1, 2, 3, 4, 5] as const;
const kinds = 6;
// prettier-ignore
const steps = Uint8Array.of(
  // any other, line feed, carriage return, blank, #, what ends a name
  word, start, start, blank, comment, ended,
  word, start, blank, blank, comment, ended,
  word, start, word, gap, ended, ended,
  ended, start, gap, gap, ended, ended,
  comment, start, comment, comment, comment, comment,
  ended, start, ended, ended, ended, ended,
);
/** Web servers and libraries take a Host header's name up to one of the last; not all up to the same. */
const signs = ['\n', '\r', ' \t', '#', '/\\:?@'] as const;
const kindOf = Uint8Array.from(
  { length: 256 },
  (_, byte) => signs.findIndex((some) => some.includes(String.fromCharCode(byte))) + 1,
);
