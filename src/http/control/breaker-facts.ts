import type { BreakerStats } from '../../resilience/breaker-stats.ts';
import type { BreakerFacts } from './control-protocol.ts';

/** The statistics of a breaker as operators are told them. */
export const breakerFacts = (stats: BreakerStats): BreakerFacts => ({
  name: stats.name,
  state: stats.state,
  failure_count: stats.failureCount,
  success_count: stats.successCount,
  last_failure_time: stats.lastFailureTime === null ? null : new Date(stats.lastFailureTime).toISOString(),
  failure_threshold: stats.failureThreshold,
  recovery_timeout: seconds(stats.recoveryTimeoutMs),
  time_since_last_failure: orNull(stats.timeSinceLastFailureMs),
  cause: stats.cause,
  reason: stats.note,
  since_sec: seconds(stats.phaseMs),
  retry_after_sec: orNull(stats.retryAfterMs),
  trips: stats.trips,
  shadow_refusals: stats.shadowRefusals,
});

const seconds = (ms: number): number => Math.round(ms) / 1000;

const orNull = (ms: number | null): number | null => (ms === null ? null : seconds(ms));
