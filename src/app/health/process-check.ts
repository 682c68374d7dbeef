import type { Verdict } from './check.ts';

/** What a process tells of itself. */
export interface ProcessReadings {
  readonly pid: number;
  readonly ageSec: () => number;
  readonly memoryBytes: () => number;
  /** Processor time since its start, seconds. */
  readonly cpuSec: () => number;
  /** How late the event loop came to its work since the last look, 99 in 100 samples at most, milliseconds; null at first. */
  readonly loopDelayMs: () => number | null;
}

/** Looks at this process. Only one whose event loop hardly turns fails: nothing else would be mended by a restart. */
export function lookAtProcess({ pid, ageSec, memoryBytes, cpuSec, loopDelayMs }: ProcessReadings): Verdict {
  const seenMs = loopDelayMs();
  const delayMs = seenMs === null ? null : Math.round(seenMs);
  const late = delayMs === null ? 'not measured yet' : `${delayMs} ms late`;
  return {
    status: delayMs !== null && delayMs >= stuckMs ? 'fail' : 'pass',
    message: `The process answers; its event loop is ${late}.`,
    figures: {
      pid,
      age_sec: Math.round(ageSec()),
      memory_bytes: memoryBytes(),
      cpu_sec: Math.round(cpuSec() * 100) / 100,
      loop_delay_p99_ms: delayMs,
    },
  };
}

const stuckMs = 5000;
