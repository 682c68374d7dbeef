import type { Clock } from '../kernel/clock.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Lane, Waiter } from '../resilience/bulkhead.ts';
import { stoppedBeforeStart } from './call.ts';
import { createHoldEstimate } from './hold-estimate.ts';

/** A place to run in. The first `release` gives it back; any other does nothing. */
export interface Lease {
  readonly release: () => void;
}

/** Where the calls of one tool wait for a place: bounded, in order of arrival, and never longer than agreed. */
export interface Queue {
  /** Settles with a place, with `limit.busy`, or with `run.cancelled` as soon as `signal` is aborted; it never rejects. */
  readonly acquire: (signal: AbortSignal) => Promise<Result<Lease>>;
  /** How many calls wait now. */
  readonly waiting: () => number;
}

interface QueueSettings {
  /** The tool, for messages. */
  readonly tool: string;
  /** The longest wait, in milliseconds. */
  readonly waitMs: number;
}

/** Makes promises of a lane. */
export function createQueue(lane: Lane, { tool, waitMs }: QueueSettings, clock: Clock): Queue {
  const estimate = createHoldEstimate();
  const busy = (why: string): Failure =>
    failure('limit.busy', `${tool} is busy: ${why}. Nothing was started.`, {
      retryAfterSec: estimate.secondsFor(lane.waiting() + 1, lane.settings.limit),
    });
  const leaseOf = (waiter: Waiter): Lease => {
    const sinceMs = clock.monotonicMs();
    return {
      release: () => {
        if (lane.leave(waiter)) estimate.learn(clock.monotonicMs() - sinceMs);
      },
    };
  };

  return {
    waiting: lane.waiting,
    acquire: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve(err(stoppedBeforeStart));
          return;
        }
        let stopTimer: (() => void) | null = null;
        const settle = (result: Result<Lease>): void => {
          stopTimer?.();
          signal.removeEventListener('abort', onAbort);
          resolve(result);
        };
        const waiter: Waiter = { grant: () => settle(ok(leaseOf(waiter))) };
        const giveUp = (why: () => Failure): void => {
          if (lane.cancel(waiter)) settle(err(why()));
        };
        const onAbort = (): void => giveUp(() => stoppedBeforeStart);

        const entry = lane.enter(waiter);
        switch (entry) {
          case 'granted':
            resolve(ok(leaseOf(waiter)));
            return;
          case 'full':
            resolve(err(busy(`its queue is full (${lane.running()} running, ${lane.waiting()} waiting)`)));
            return;
          case 'queued':
            signal.addEventListener('abort', onAbort, { once: true });
            stopTimer = clock.after(waitMs, () =>
              giveUp(() => busy(`no place became free within ${waitMs / 1000} s, the longest wait`)),
            );
        }
      }),
  };
}
