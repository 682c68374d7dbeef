import { formatFirst, formatLast } from './address.ts';
import { sizeOf, type Interval } from './interval.ts';

/** Writes an interval in its shortest form: an address, else a CIDR block where it is exactly one, else a range. */
export function formatInterval(interval: Interval): string {
  if (sizeOf(interval) === 1) return formatFirst(interval);
  return isBlock(interval) ? formatBlock(interval) : formatRange(interval);
}

/** Writes an interval that is exactly one CIDR block. */
export function formatBlock(interval: Interval): string {
  const bits = interval.family === 4 ? 32 : 128;
  return `${formatFirst(interval)}/${bits - Math.log2(sizeOf(interval))}`;
}

/** Writes an interval as a range: with the last octet alone where both ends share a /24, since nmap reads only that form. */
export function formatRange(interval: Interval): string {
  const first = formatFirst(interval);
  if (interval.family === 4 && Math.floor(interval.lo / 256) === Math.floor(interval.hi / 256)) {
    return `${first}-${interval.hi % 256}`;
  }
  return `${first}-${formatLast(interval)}`;
}

function isBlock(interval: Interval): boolean {
  if (interval.family === 4) {
    const size = interval.hi - interval.lo + 1;
    return Number.isInteger(Math.log2(size)) && interval.lo % size === 0;
  }
  const size = interval.hi - interval.lo + 1n;
  return (size & (size - 1n)) === 0n && interval.lo % size === 0n;
}
