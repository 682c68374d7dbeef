import { formatInterval } from './format-interval.ts';
import { sizeOf, type Interval } from './interval.ts';
import { readTarget } from './target.ts';

/**
 * Cuts an interval into targets of at most so many addresses, first to last. They begin at multiples of that number, so that the
 * slices of a block are blocks; an interval that is small enough is one.
 */
export function cutIntoSlices(interval: Interval, most: number): readonly string[] {
  if (sizeOf(interval) <= most) return [formatInterval(interval)];
  const { family } = interval;
  return cut(BigInt(interval.lo), BigInt(interval.hi), BigInt(most), (lo, hi) =>
    formatInterval(family === 4 ? { family, lo: Number(lo), hi: Number(hi) } : { family, lo, hi }),
  );
}

/** From the first address of the first slice to the last address of the last one; null where one of the texts is no target. */
export function spanOfSlices(slices: readonly string[]): string | null {
  const first = intervalOf(slices[0]);
  const last = intervalOf(slices.at(-1));
  if (first?.family === 4 && last?.family === 4)
    return formatInterval({ family: 4, lo: first.lo, hi: last.hi });
  if (first?.family === 6 && last?.family === 6)
    return formatInterval({ family: 6, lo: first.lo, hi: last.hi });
  return null;
}

/** Numbers below 2^32 are bigints here as well: a cut is made once a call. */
function cut(
  first: bigint,
  last: bigint,
  most: bigint,
  textOf: (lo: bigint, hi: bigint) => string,
): readonly string[] {
  const slices: string[] = [];
  let lo = first;
  while (lo <= last) {
    const next = lo - (lo % most) + most;
    slices.push(textOf(lo, next > last ? last : next - 1n));
    lo = next;
  }
  return slices;
}

function intervalOf(text: string | undefined): Interval | null {
  const target = text === undefined ? null : readTarget(text);
  return target === null || target.kind === 'host' ? null : target.interval;
}
