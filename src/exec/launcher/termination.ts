import type { StopReason } from '../../pipeline/ports.ts';

/** Why a run ends before its own end. */
export type StopCause = 'timed_out' | 'overflowed' | StopReason;

/** The one path by which deadline, hard output cap, cancel, a lost client and shutdown end a run. */
export interface Termination {
  /** SIGTERM now, SIGKILL after the grace. The first cause wins; a later call can only bring the SIGKILL forward. */
  readonly stop: (cause: StopCause, graceMs: number) => void;
  /** No signal is sent from here on: the leader is reaped, and its number may soon be another's. */
  readonly over: () => void;
  readonly cause: () => StopCause | null;
}

/** Makes the path of one run; `signal` reaches its whole process group. */
export function createTermination(signal: (name: 'SIGTERM' | 'SIGKILL') => void): Termination {
  let cause: StopCause | null = null;
  let killAt = Infinity;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  return {
    stop: (next, graceMs) => {
      if (isOver) return;
      if (cause === null) {
        cause = next;
        signal('SIGTERM');
      }
      const at = performance.now() + graceMs;
      if (at >= killAt) return;
      killAt = at;
      clearTimeout(timer);
      timer = setTimeout(() => signal('SIGKILL'), graceMs);
    },
    over: () => {
      isOver = true;
      clearTimeout(timer);
    },
    cause: () => cause,
  };
}
