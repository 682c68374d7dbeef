import type { Clock } from '../kernel/clock.ts';
import type { Progress } from '../kernel/run-event.ts';

/** Sends the progress of one call on, as its client asked. */
export interface ProgressNotifier {
  readonly report: (progress: Progress) => void;
  /** Sends nothing any more: what comes next is the result, which says more. */
  readonly end: () => void;
}

const minIntervalMs = 1000;

/**
 * Sends progress that grows strictly, at most once a second: what comes sooner waits for the second to be over, unless something
 * newer takes its place. `send` must not throw.
 */
export function createProgressNotifier(
  send: (progress: Progress) => void,
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
): ProgressNotifier {
  let newest = Number.NEGATIVE_INFINITY;
  let sentAt = Number.NEGATIVE_INFINITY;
  let held: Progress | null = null;
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel = null;
    if (held === null) return;
    sentAt = clock.monotonicMs();
    send(held);
    held = null;
  };
  return {
    report: (progress) => {
      if (progress.done <= newest) return;
      newest = progress.done;
      held = progress;
      const waitMs = Math.ceil(sentAt + minIntervalMs - clock.monotonicMs());
      if (waitMs <= 0) {
        cancel?.();
        flush();
      } else cancel ??= clock.after(waitMs, flush);
    },
    end: () => {
      newest = Number.POSITIVE_INFINITY;
      cancel?.();
      held = null;
    },
  };
}
