import type { Interval } from './interval.ts';

/** A union of intervals, merged: sorted, disjoint and not adjacent, so that one binary search answers for 10,000 rules. */
export interface IntervalSet {
  readonly v4: Runs<number>;
  readonly v6: Runs<bigint>;
}

/** `lo[i]`–`hi[i]` are the runs, ascending. */
interface Runs<N extends number | bigint> {
  readonly lo: readonly N[];
  readonly hi: readonly N[];
}

/** Merges intervals of both families. */
export function intervalSet(intervals: readonly Interval[]): IntervalSet {
  return {
    v4: merge(
      intervals.filter((interval) => interval.family === 4),
      (hi) => hi + 1,
    ),
    v6: merge(
      intervals.filter((interval) => interval.family === 6),
      (hi) => hi + 1n,
    ),
  };
}

/** True where every address of `interval` is in the set; several rules together may hold it. */
export function setCovers(set: IntervalSet, interval: Interval): boolean {
  return interval.family === 4
    ? runCovers(set.v4, interval.lo, interval.hi)
    : runCovers(set.v6, interval.lo, interval.hi);
}

/** True where any address of `interval` is in the set. */
export function setTouches(set: IntervalSet, interval: Interval): boolean {
  return interval.family === 4
    ? runTouches(set.v4, interval.lo, interval.hi)
    : runTouches(set.v6, interval.lo, interval.hi);
}

/** The runs of one family as intervals, ascending. */
export function runsOf(set: IntervalSet, family: Interval['family']): readonly Interval[] {
  return family === 4
    ? set.v4.lo.map((lo, at) => ({ family: 4, lo, hi: set.v4.hi[at] ?? lo }))
    : set.v6.lo.map((lo, at) => ({ family: 6, lo, hi: set.v6.hi[at] ?? lo }));
}

/** The runs that share an address with an interval, whole and ascending. */
export function runsTouching(set: IntervalSet, interval: Interval): readonly Interval[] {
  return interval.family === 4
    ? touching(set.v4, interval.lo, interval.hi).map(([lo, hi]) => ({ family: 4, lo, hi }))
    : touching(set.v6, interval.lo, interval.hi).map(([lo, hi]) => ({ family: 6, lo, hi }));
}

function touching<N extends number | bigint>(
  runs: Runs<N>,
  lo: N,
  hi: N,
): readonly (readonly [lo: N, hi: N])[] {
  const found: (readonly [N, N])[] = [];
  for (let at = lastAtOrBefore(runs.lo, hi); at >= 0; at -= 1) {
    const begin = runs.lo[at];
    const end = runs.hi[at];
    if (begin === undefined || end === undefined || end < lo) break;
    found.push([begin, end]);
  }
  return found.toReversed();
}

function runCovers<N extends number | bigint>(runs: Runs<N>, lo: N, hi: N): boolean {
  const end = runs.hi[lastAtOrBefore(runs.lo, lo)];
  return end !== undefined && hi <= end;
}

function runTouches<N extends number | bigint>(runs: Runs<N>, lo: N, hi: N): boolean {
  const end = runs.hi[lastAtOrBefore(runs.lo, hi)];
  return end !== undefined && lo <= end;
}

/** The index of the last value that is not above `wanted`, or -1. `values` ascend. */
export function lastAtOrBefore<N extends number | bigint>(values: readonly N[], wanted: N): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const value = values[middle];
    if (value !== undefined && value <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function merge<N extends number | bigint>(
  intervals: readonly { readonly lo: N; readonly hi: N }[],
  after: (hi: N) => N | bigint,
): Runs<N> {
  const lo: N[] = [];
  const hi: N[] = [];
  for (const next of intervals.toSorted((a, b) => (a.lo < b.lo ? -1 : Number(a.lo !== b.lo)))) {
    const end = hi.at(-1);
    if (end === undefined || next.lo > after(end)) {
      lo.push(next.lo);
      hi.push(next.hi);
    } else if (next.hi > end) hi[hi.length - 1] = next.hi;
  }
  return { lo, hi };
}
