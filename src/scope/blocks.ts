import { formatFirst } from './address.ts';
import { formatBlock } from './format-interval.ts';
import type { Interval } from './interval.ts';

/** The fewest CIDR blocks that cover exactly the same addresses, in order; a single address stands without its prefix. */
export function blocksOf(interval: Interval): readonly string[] {
  return interval.family === 4 ? blocks4(interval.lo, interval.hi) : blocks6(interval.lo, interval.hi);
}

function blocks4(from: number, to: number): readonly string[] {
  const blocks: string[] = [];
  for (let lo = from; lo <= to;) {
    let size = 1;
    while (lo % (size * 2) === 0 && lo + size * 2 - 1 <= to) size *= 2;
    blocks.push(written({ family: 4, lo, hi: lo + size - 1 }));
    lo += size;
  }
  return blocks;
}

function blocks6(from: bigint, to: bigint): readonly string[] {
  const blocks: string[] = [];
  for (let lo = from; lo <= to;) {
    let size = 1n;
    while (lo % (size * 2n) === 0n && lo + size * 2n - 1n <= to) size *= 2n;
    blocks.push(written({ family: 6, lo, hi: lo + size - 1n }));
    lo += size;
  }
  return blocks;
}

const written = (interval: Interval): string =>
  interval.lo === interval.hi ? formatFirst(interval) : formatBlock(interval);
