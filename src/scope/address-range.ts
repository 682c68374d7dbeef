import { parseAddress } from './address.ts';
import type { Interval } from './interval.ts';
import { parseIpv4 } from './ipv4.ts';

/** What a text in range notation says: a range, one whose end comes before its start, or none. */
export type RangeReading =
  | { readonly kind: 'range'; readonly interval: Interval }
  | { readonly kind: 'backwards' }
  | { readonly kind: 'not_a_range' };

/** Reads `a-b` with two full addresses of one family, or `10.0.0.1-9` with the last octet of an IPv4 end. */
export function readRange(text: string): RangeReading {
  const hyphen = text.indexOf('-');
  if (hyphen < 1) return { kind: 'not_a_range' };
  const start = parseAddress(text.slice(0, hyphen));
  const end = start === null ? null : endOf(start, text.slice(hyphen + 1));
  if (start === null || end === null) return { kind: 'not_a_range' };
  if (start.family === 4 && end.family === 4) {
    return ordered(start.lo <= end.lo, { family: 4, lo: start.lo, hi: end.lo });
  }
  if (start.family === 6 && end.family === 6) {
    return ordered(start.lo <= end.lo, { family: 6, lo: start.lo, hi: end.lo });
  }
  return { kind: 'not_a_range' };
}

const ordered = (forwards: boolean, interval: Interval): RangeReading =>
  forwards ? { kind: 'range', interval } : { kind: 'backwards' };

function endOf(start: Interval, text: string): Interval | null {
  if (start.family === 6) return parseAddress(text);
  const octet = parseIpv4(`0.0.0.${text}`);
  if (octet === null) return parseAddress(text);
  const value = start.lo - (start.lo % 256) + octet;
  return { family: 4, lo: value, hi: value };
}
