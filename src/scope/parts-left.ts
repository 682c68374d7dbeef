import { formatInterval } from './format-interval.ts';
import { freeParts } from './free-parts.ts';
import { intersect } from './interval-algebra.ts';
import { sizeOf, type Interval } from './interval.ts';
import type { Scope } from './scope.ts';

/** What of an interval may be asked for, in order; every part is a call that is within the limit of hosts. */
interface PartsLeft {
  readonly parts: readonly string[];
  /** False where there is more: only the largest parts are named, and none is longer than one call may be. */
  readonly complete: boolean;
}

/** The parts of an interval that are allowed and not denied, at most four; none where it is one address. */
export function partsLeft(scope: Scope, interval: Interval): PartsLeft {
  if (sizeOf(interval) === 1) return { parts: [], complete: true };
  const left = freeParts(scope, intersect(scope.index.allow.set, interval), interval);
  const largest = new Set(left.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostParts));
  const shown = left.filter((part) => largest.has(part));
  const complete = left.length === shown.length && shown.every((part) => sizeOf(part) <= scope.limits.hosts);
  return { parts: shown.map((part) => formatInterval(begin(part, scope.limits.hosts))), complete };
}

const mostParts = 4;

/** The first `most` addresses of an interval. */
function begin(interval: Interval, most: number): Interval {
  if (sizeOf(interval) <= most) return interval;
  return interval.family === 4
    ? { ...interval, hi: interval.lo + most - 1 }
    : { ...interval, hi: interval.lo + BigInt(most) - 1n };
}
