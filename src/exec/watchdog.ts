import type { Clock } from '../kernel/clock.ts';

/** Waits for one event that must come, and acts once where it does not. */
export interface Watchdog {
  /** The event must come within `ms` milliseconds from now; an earlier time that was set already stays. */
  readonly expect: (ms: number) => void;
  /** The event has come. */
  readonly over: () => void;
}

/** Makes the watchdog of one run: a launcher that is stopped or stuck would otherwise hold the run, and a shutdown, for ever. */
export function createWatchdog({ monotonicMs, after }: Clock, act: () => void): Watchdog {
  let at = Infinity;
  let cancel: (() => void) | null = null;
  return {
    expect: (ms) => {
      const next = monotonicMs() + ms;
      if (next >= at) return;
      at = next;
      cancel?.();
      cancel = after(ms, act);
    },
    over: () => cancel?.(),
  };
}
