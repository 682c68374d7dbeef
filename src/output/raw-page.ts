import { clean } from './clean.ts';

/** A part of what a program printed, as whole lines that a reader of text can be shown. */
export interface RawPage {
  /** Cleaned, without a mark or a fence. */
  readonly lines: readonly string[];
  /** The byte at which the next page begins; null at the end. */
  readonly next: number | null;
}

interface WantedPage {
  /** The byte to begin at: one that a page before has named, else lines and characters are cut where it happens to be. */
  readonly from: number;
  /** Lines hold this text, whatever its case; absent, all are wanted. */
  readonly filter?: string | undefined;
  /** The most characters of all lines together, as they are shown. */
  readonly characters: number;
}

/** Takes the lines from a byte on that fit. A line that alone is too long is cut, and goes on in the next page. */
export function rawPage(bytes: Uint8Array, { from, filter, characters }: WantedPage): RawPage {
  const wanted = filter?.toLowerCase();
  const lines: string[] = [];
  let left = characters;
  let at = Math.min(from, bytes.length);
  while (at < bytes.length) {
    const end = endOfLine(bytes, at, longestLine);
    const line = clean(decoder.decode(bytes.subarray(at, end)).replace(/\r?\n$/, ''));
    if (wanted === undefined || line.toLowerCase().includes(wanted)) {
      left -= line.length + 1;
      if (left < 0 && lines.length > 0) return { lines, next: at };
      lines.push(line.slice(0, characters));
    }
    at = end;
  }
  return { lines, next: null };
}

/** One after the newline, or where a line that is too long is cut: never within a character. */
function endOfLine(bytes: Uint8Array, from: number, longest: number): number {
  const newline = bytes.subarray(from, from + longest).indexOf(lineFeed);
  if (newline !== -1) return from + newline + 1;
  let end = Math.min(from + longest, bytes.length);
  while (end > from + 1 && end < bytes.length && isContinuation(bytes[end])) end -= 1;
  return end;
}

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
const lineFeed = 10;
const longestLine = 4000;
const decoder = new TextDecoder();
