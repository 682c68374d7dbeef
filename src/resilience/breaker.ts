import type { Clock } from '../kernel/clock.ts';
import {
  begin,
  counted,
  refusalMs,
  settled,
  withProbe,
  type BreakerOutcome,
  type BreakerPhase,
  type BreakerState,
  type BreakerTerms,
} from './breaker-phase.ts';

/** The terms of a breaker, and the name that its statistics carry. */
export interface BreakerSettings extends BreakerTerms {
  readonly name: string;
}

/** The right to try once. The first `release` counts, unless the breaker has moved on since; any other does nothing. */
export interface Permit {
  readonly release: (outcome: BreakerOutcome) => void;
}

/** A call that must wait; a call made after `retryAfterMs` milliseconds, above 0, may be let through. */
export interface Refused {
  readonly ok: false;
  readonly retryAfterMs: number;
}

/** The facts that the original design's `get_stats` tells. */
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
}

/** Leaves a tool alone that keeps failing: synchronous and without timers, time passes when somebody asks. */
export interface Breaker {
  /** Whether a call would be let through now; it takes nothing, so a call may queue in between. */
  readonly peek: () => { readonly ok: true } | Refused;
  /** Lets a call through, or refuses it at once; nobody waits for somebody else's trial. */
  readonly acquire: () => { readonly ok: true; readonly permit: Permit } | Refused;
  readonly state: () => BreakerState;
  readonly stats: () => BreakerStats;
}

/** Makes the breaker of one tool in one server, closed. `random` yields [0, 1). Only statistics look at the wall clock. */
export function createBreaker(
  settings: BreakerSettings,
  clock: Pick<Clock, 'monotonicMs' | 'wallMs'>,
  random: () => number,
): Breaker {
  let phase = begin;
  let lastFailure: { readonly monotonicMs: number; readonly wallMs: number } | null = null;

  const settle = (): BreakerPhase => {
    phase = settled(phase, settings, clock.monotonicMs());
    return phase;
  };
  const refusal = (): Refused | null => {
    const retryAfterMs = refusalMs(settle(), settings, clock.monotonicMs());
    return retryAfterMs === null ? null : { ok: false, retryAfterMs };
  };
  const permitOf = (generation: number): Permit => {
    let released = false;
    return {
      release: (outcome) => {
        if (released) return;
        released = true;
        // An outcome from before a change of state says nothing about the tool as it is now.
        if (settle().generation !== generation) return;
        if (outcome === 'failure') {
          lastFailure = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
        }
        phase = counted(phase, outcome, settings, clock.monotonicMs(), random);
      },
    };
  };

  return {
    peek: () => refusal() ?? { ok: true },
    acquire: () => {
      const refused = refusal();
      if (refused !== null) return refused;
      phase = withProbe(phase, clock.monotonicMs());
      return { ok: true, permit: permitOf(phase.generation) };
    },
    state: () => settle().kind,
    stats: () => {
      const { kind, failures, successes } = settle();
      return {
        name: settings.name,
        state: kind,
        failureCount: failures,
        successCount: successes,
        lastFailureTime: lastFailure?.wallMs ?? null,
        failureThreshold: settings.failureThreshold,
        recoveryTimeoutMs: settings.recoveryTimeoutMs,
        timeSinceLastFailureMs: lastFailure === null ? null : clock.monotonicMs() - lastFailure.monotonicMs,
      };
    },
  };
}
