import type { Clock } from '../kernel/clock.ts';
import type { Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Entry, Lane, Waiter } from '../resilience/bulkhead.ts';
import { stoppedBeforeStart } from './call.ts';
import type { Crowd, TargetGuard, Visit } from './target-guard.ts';
import type { Touch } from './touch.ts';

/** What a call holds, and who it is to its lane. */
export interface Held {
  readonly waiter: Waiter<Touch>;
  readonly visit: Visit;
  readonly sinceMs: number;
}

/** One wait of a call. */
export interface Wait {
  readonly touch: Touch;
  /** Not aborted yet. */
  readonly signal: AbortSignal;
  /** The longest wait, in milliseconds. */
  readonly forMs: number;
  /** The way into the line. */
  readonly join: (waiter: Waiter<Touch>) => Entry;
  /** Why a call fails for which there is no room in the line. */
  readonly full: () => Failure;
  /** Why a call fails that waited too long: for a slot, or for a crowd to leave. */
  readonly tooLong: (crowd: Crowd | null) => Failure;
}

/** Settles with all that the call needs at once, or with why not and nothing held; it never rejects. */
export async function waitInLine(
  lane: Lane<Touch>,
  targets: TargetGuard,
  clock: Clock,
  { touch, signal, forMs, join, full, tooLong }: Wait,
): Promise<Result<Held>> {
  const { promise, resolve } = Promise.withResolvers<Result<Held>>();
  let isSettled = false;
  let stopTimer: (() => void) | null = null;
  let crowd: Crowd | null = null;
  let visit: Visit = noVisit;
  const settle = (result: Result<Held>): void => {
    isSettled = true;
    stopTimer?.();
    signal.removeEventListener('abort', onAbort);
    resolve(result);
  };
  const waiter: Waiter<Touch> = {
    need: touch,
    take: () => {
      const arrival = targets.enter(touch);
      switch (arrival.kind) {
        case 'entered':
          ({ visit } = arrival);
          return 'taken';
        case 'crowded':
          ({ crowd } = arrival);
          return 'busy';
        case 'refused':
          settle(err(arrival.why));
          return 'withdrawn';
      }
    },
    grant: () => settle(ok({ waiter, visit, sinceMs: clock.monotonicMs() })),
  };
  const giveUp = (why: () => Failure): void => {
    if (lane.cancel(waiter)) settle(err(why()));
  };
  const onAbort = (): void => giveUp(() => stoppedBeforeStart(signal));

  if (join(waiter) === 'full') settle(err(full()));
  if (!isSettled) {
    signal.addEventListener('abort', onAbort, { once: true });
    stopTimer = clock.after(forMs, () => {
      const lacks = lane.hasSlot() ? crowd : null;
      giveUp(() => tooLong(lacks));
    });
  }
  return await promise;
}

const noVisit: Visit = { end: () => undefined };
