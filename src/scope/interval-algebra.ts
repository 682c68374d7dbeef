import { runsTouching, type IntervalSet } from './interval-set.ts';
import type { Interval } from './interval.ts';

/** The parts of an interval that lie in a set, in order. */
export function intersect(set: IntervalSet, interval: Interval): readonly Interval[] {
  return runsTouching(set, interval).map((run) => clip(run, interval));
}

/** The parts of an interval that lie outside a set, in order, at most `most` of them. */
export function subtract(interval: Interval, set: IntervalSet, most: number): readonly Interval[] {
  const parts: Interval[] = [];
  let rest: Interval | null = interval;
  for (const run of intersect(set, interval)) {
    if (rest === null || parts.length >= most) break;
    const before = below(rest, run);
    if (before !== null) parts.push(before);
    rest = above(rest, run);
  }
  return rest === null || parts.length >= most ? parts : [...parts, rest];
}

function clip(run: Interval, to: Interval): Interval {
  if (run.family === 4 && to.family === 4) {
    return { family: 4, lo: Math.max(run.lo, to.lo), hi: Math.min(run.hi, to.hi) };
  }
  if (run.family === 6 && to.family === 6) {
    return { family: 6, lo: run.lo > to.lo ? run.lo : to.lo, hi: run.hi < to.hi ? run.hi : to.hi };
  }
  return to;
}

function below(rest: Interval, run: Interval): Interval | null {
  if (run.lo <= rest.lo) return null;
  if (rest.family === 4 && run.family === 4) return { family: 4, lo: rest.lo, hi: run.lo - 1 };
  if (rest.family === 6 && run.family === 6) return { family: 6, lo: rest.lo, hi: run.lo - 1n };
  return null;
}

function above(rest: Interval, run: Interval): Interval | null {
  if (run.hi >= rest.hi) return null;
  if (rest.family === 4 && run.family === 4) return { family: 4, lo: run.hi + 1, hi: rest.hi };
  if (rest.family === 6 && run.family === 6) return { family: 6, lo: run.hi + 1n, hi: rest.hi };
  return null;
}
