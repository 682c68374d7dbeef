import { intervalSet, runsOf } from '../scope/interval-set.ts';
import { sizeOf, type Interval } from '../scope/interval.ts';
import type { Plan } from '../tools/tool.ts';

/** What one call touches. */
export interface Touch {
  /** Disjoint. */
  readonly intervals: readonly Interval[];
  /** Probes or requests that each address is sent at most, at least 1. */
  readonly probesEach: number;
  /** How long it may go on sending, in milliseconds from when it is let through. */
  readonly lastsMs: number;
}

/** Every address that a plan touches, once: the same one named twice is one call to it, and twice the probes. */
export function touchOf({
  targets,
  probes,
  timeoutSec,
}: Pick<Plan, 'targets' | 'probes' | 'timeoutSec'>): Touch {
  const named = targets.flatMap(({ interval }) => interval ?? []);
  const set = intervalSet(named);
  const intervals = [...runsOf(set, 4), ...runsOf(set, 6)];
  const hosts = addresses(named);
  const times = addresses(intervals) < hosts ? named.length : 1;
  const probesEach = Math.max(1, Math.ceil(probes / Math.max(1, hosts))) * times;
  return { intervals, probesEach, lastsMs: timeoutSec * 1000 };
}

const addresses = (intervals: readonly Interval[]): number =>
  intervals.reduce((sum, interval) => sum + sizeOf(interval), 0);
