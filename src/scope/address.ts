import type { Interval } from './interval.ts';
import { formatIpv4, parseIpv4 } from './ipv4.ts';
import { formatIpv6, parseIpv6 } from './ipv6.ts';

/** Reads one IPv4 or IPv6 address, strictly, as an interval of one; null where it is not exactly that. */
export function parseAddress(text: string): Interval | null {
  const v4 = parseIpv4(text);
  if (v4 !== null) return { family: 4, lo: v4, hi: v4 };
  const v6 = parseIpv6(text);
  return v6 === null ? null : { family: 6, lo: v6, hi: v6 };
}

/** Writes the first address of an interval. */
export const formatFirst = (interval: Interval): string =>
  interval.family === 4 ? formatIpv4(interval.lo) : formatIpv6(interval.lo);

/** Writes the last address of an interval. */
export const formatLast = (interval: Interval): string =>
  interval.family === 4 ? formatIpv4(interval.hi) : formatIpv6(interval.hi);
