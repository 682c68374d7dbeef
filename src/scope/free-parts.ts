import { subtract } from './interval-algebra.ts';
import type { Interval } from './interval.ts';
import type { Scope } from './scope.ts';

/** A deny list of thousands must not cost a refusal its 50 ms. */
const mostLooked = 64;

/**
 * The parts of some intervals that are neither denied nor in the floor, in order, at most 64; where there are more, those nearest
 * to `near`. Whether they are allowed is not looked at.
 */
export function freeParts(
  { index }: Scope,
  intervals: readonly Interval[],
  near: Interval,
): readonly Interval[] {
  return [index.deny, index.named, index.floor].reduce<readonly Interval[]>(
    (parts, { set }) =>
      nearest(
        parts.flatMap((part) => subtract(part, set, Infinity)),
        near,
      ),
    nearest(intervals, near),
  );
}

/** About how far apart two intervals lie; another family is further than anything. */
export function distance(a: Interval, b: Interval): number {
  if (a.family === 4 && b.family === 4) return Math.max(0, b.lo - a.hi, a.lo - b.hi);
  if (a.family === 6 && b.family === 6) return Math.max(0, Number(b.lo - a.hi), Number(a.lo - b.hi));
  return 2 ** 129;
}

function nearest(parts: readonly Interval[], near: Interval): readonly Interval[] {
  if (parts.length <= mostLooked) return parts;
  const kept = new Set(parts.toSorted((a, b) => distance(a, near) - distance(b, near)).slice(0, mostLooked));
  return parts.filter((part) => kept.has(part));
}
