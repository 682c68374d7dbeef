import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the event loop comes to its work. */
export interface LoopDelay {
  /** Begins to measure: a timer that looks ten times a second how late it is. */
  readonly start: () => void;
  /** Of 99 in 100 samples at most, since it was asked last, milliseconds; null where there is none. */
  readonly p99Ms: () => number | null;
  /** Idempotent. */
  readonly stop: () => void;
}

/** Makes a measure that is not taken yet. */
export function createLoopDelay(): LoopDelay {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  return {
    start: () => {
      histogram.enable();
    },
    p99Ms: () => {
      if (histogram.count === 0) return null;
      const ms = histogram.percentile(99) / 1e6;
      histogram.reset();
      // What is measured is the time between two samples, the wanted one included.
      return Math.max(0, ms - resolutionMs);
    },
    stop: () => {
      histogram.disable();
    },
  };
}

const resolutionMs = 100;
