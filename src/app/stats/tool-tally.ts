import { outcomeOf } from '../../kernel/call-outcome.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { percent } from './percent.ts';
import type { ToolStats } from './stats.ts';

/** Counts the calls of one tool. */
export interface ToolTally {
  /** Counts what an event says of it; `wallMs` is now, milliseconds since the Unix epoch. */
  readonly observe: (event: RunEvent, wallMs: number) => void;
  readonly stats: () => ToolStats;
}

/** Starts to count, from nothing. It is a few numbers, so that a server for one client can have it as well. */
export function createToolTally(): ToolTally {
  const counts = { success: 0, failure: 0, timeout: 0, cancelled: 0, refused: 0 };
  const times = { sum: 0, least: Infinity, most: 0 };
  let lastMs: number | null = null;

  const count = (event: RunEvent & { readonly type: 'finished' }): void => {
    const outcome = outcomeOf(event.result);
    if (outcome === 'success') counts.success += 1;
    else if (outcome === 'cancelled') counts.cancelled += 1;
    else counts.failure += 1;
    if (outcome === 'timeout') counts.timeout += 1;
  };
  const time = (seconds: number): void => {
    const sound = seconds > 0 && Number.isFinite(seconds) ? seconds : 0;
    times.sum += sound;
    times.least = Math.min(times.least, sound);
    times.most = Math.max(times.most, sound);
  };

  return {
    observe: (event, wallMs) => {
      if (event.type === 'refused') counts.refused += 1;
      if (event.type !== 'finished') return;
      count(event);
      time(event.result.execution_time);
      lastMs = wallMs;
    },
    stats: () => {
      const { success, failure, timeout, cancelled, refused } = counts;
      const runs = success + failure + cancelled;
      return {
        execution_count: runs,
        success_count: success,
        failure_count: failure,
        timeout_count: timeout,
        cancelled_count: cancelled,
        refused_count: refused,
        success_rate: percent(success, success + failure),
        average_execution_time: runs === 0 ? 0 : times.sum / runs,
        min_execution_time: runs === 0 ? 0 : times.least,
        max_execution_time: times.most,
        last_execution_time: lastMs === null ? null : new Date(lastMs).toISOString(),
      };
    },
  };
}
