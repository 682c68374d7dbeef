import type { BreakerCause, BreakerPhase } from './breaker-phase.ts';
import type { BreakerSettings, BreakerState } from './breaker-settings.ts';

/** When a tool failed last, on both clocks. */
export interface LastFailure {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** The facts that the original design's `get_stats` tells, and why the breaker is where it is. */
export interface BreakerStats {
  readonly name: string;
  readonly state: BreakerState;
  /** Failures in a row. */
  readonly failureCount: number;
  /** Trial calls that succeeded since the breaker became half-open. */
  readonly successCount: number;
  /** Milliseconds since the Unix epoch, for people to read; null before the first failure. */
  readonly lastFailureTime: number | null;
  readonly failureThreshold: number;
  readonly recoveryTimeoutMs: number;
  readonly timeSinceLastFailureMs: number | null;
  /** Where it is, or where a breaker that only observes would be. */
  readonly phase: BreakerPhase['kind'];
  /** How long it has been there, milliseconds. */
  readonly phaseMs: number;
  readonly cause: BreakerCause;
  readonly note: string | null;
  /** How often it has opened since it was last closed. */
  readonly trips: number;
  /** Trials that run now. */
  readonly trials: number;
  /** How long a call should wait; null where it may go, or only a person knows. */
  readonly retryAfterMs: number | null;
  /** Calls that it let through while it observed, and would have refused. */
  readonly shadowRefusals: number;
}

/** What a breaker holds beside its settings. */
interface Held {
  readonly phase: BreakerPhase;
  readonly sinceMs: number;
  readonly lastFailure: LastFailure | null;
  readonly shadowRefusals: number;
  readonly retryAfterMs: number | null;
}

/** Puts the statistics of a breaker together. */
export function statsOf(
  name: string,
  state: BreakerState,
  { failureThreshold, recoveryTimeoutMs }: BreakerSettings,
  { phase, sinceMs, lastFailure, shadowRefusals, retryAfterMs }: Held,
  nowMs: number,
): BreakerStats {
  const onTrial = phase.kind === 'half_open';
  return {
    name,
    state,
    failureCount: phase.failures,
    successCount: onTrial ? phase.successes : 0,
    lastFailureTime: lastFailure?.wallMs ?? null,
    failureThreshold,
    recoveryTimeoutMs,
    timeSinceLastFailureMs: lastFailure === null ? null : nowMs - lastFailure.monotonicMs,
    phase: phase.kind,
    phaseMs: nowMs - sinceMs,
    cause: phase.cause,
    note: phase.note,
    trips: phase.trips,
    trials: onTrial ? phase.trials.length : 0,
    retryAfterMs,
    shadowRefusals,
  };
}
