import type { Clock } from '../kernel/clock.ts';
import type { Engagement } from '../scope/engagement.ts';

/**
 * Calls `close` once where the wall clock says that the engagement has closed; returns the way to stop looking. A run has a
 * deadline for that, but deadlines are monotonic: after a suspend or a corrected clock it would end long after the closing.
 */
export function watchEngagement(engagement: Engagement, clock: Clock, close: () => void): () => void {
  let cancel: () => void;
  const look = (): void => {
    if (engagement.admits(clock.wallMs()).ok) cancel = clock.after(everyMs, look);
    else close();
  };
  cancel = clock.after(everyMs, look);
  return () => cancel();
}

const everyMs = 2_000;
