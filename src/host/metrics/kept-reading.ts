import type { Clock } from '../../kernel/clock.ts';
import type { Collector } from './collection.ts';

/** Keeps what a collector has read for as long as it may be old, `ms` milliseconds: two scrapers cost no more than one, and see the same. */
export function keptFor(
  ms: () => number,
  collector: Collector,
  clock: Pick<Clock, 'monotonicMs'>,
): Collector {
  let atMs = Number.NEGATIVE_INFINITY;
  let kept: ReturnType<Collector> = [];
  return async () => {
    if (clock.monotonicMs() - atMs >= ms()) {
      const read = await collector();
      atMs = clock.monotonicMs();
      kept = read;
    }
    return kept;
  };
}
