import type { Progress } from '../kernel/run-event.ts';

/** Sends the progress of one call on, as its client asked. */
export interface ProgressNotifier {
  readonly report: (progress: Progress) => void;
  /** Sends what is held back, before the result goes out. */
  readonly flush: () => void;
}

const minIntervalMs = 1000;

/**
 * Sends progress that grows strictly, at most once a second, and the last one in any case.
 * `send` must not throw; `nowMs` is monotonic.
 */
export function createProgressNotifier(
  send: (progress: Progress) => void,
  nowMs: () => number,
): ProgressNotifier {
  let newest = -1;
  let sentAt = Number.NEGATIVE_INFINITY;
  let held: Progress | null = null;
  const flush = (): void => {
    if (held === null) return;
    send(held);
    held = null;
    sentAt = nowMs();
  };
  return {
    report: (progress) => {
      if (progress.done <= newest) return;
      newest = progress.done;
      held = progress;
      if (nowMs() - sentAt >= minIntervalMs) flush();
    },
    flush,
  };
}
