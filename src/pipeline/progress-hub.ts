import type { Progress } from '../kernel/run-event.ts';

/** Passes the progress of one run on: it only ever grows, and a late listener hears the last one at once. */
export interface ProgressHub {
  readonly report: (progress: Progress) => boolean;
  /** The newest, or null. */
  readonly last: () => Progress | null;
  readonly listen: (listener: (progress: Progress) => void) => () => void;
}

/** Makes the hub of one run. `report` tells whether the progress was news. */
export function createProgressHub(): ProgressHub {
  const listeners = new Set<(progress: Progress) => void>();
  let last: Progress | null = null;
  return {
    report: (progress) => {
      if (last !== null && progress.done <= last.done) return false;
      last = progress;
      for (const listener of listeners) listener(progress);
      return true;
    },
    last: () => last,
    listen: (listener) => {
      listeners.add(listener);
      if (last !== null) listener(last);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
