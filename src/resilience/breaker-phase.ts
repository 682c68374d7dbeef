import { recoveryMs } from './recovery.ts';

/** What a call says about its tool; `ignore` says nothing: policy, cancels, slow targets and callers' mistakes. */
export type BreakerOutcome = 'success' | 'failure' | 'ignore';

export interface BreakerTerms {
  /** Failures in a row that trip a closed breaker; at least 1. */
  readonly failureThreshold: number;
  /** How long the first trip lasts; the ones after it grow. */
  readonly recoveryTimeoutMs: number;
  /** Trials that must succeed before the breaker closes; at least 1. */
  readonly halfOpenSuccessThreshold: number;
  /** The age at which a trial that has not ended gives its place to another. */
  readonly probeMaxMs: number;
}

interface Counts {
  /** An outcome counts where its permit has this number. It grows whenever permits lose their worth. */
  readonly generation: number;
  /** Failures in a row. */
  readonly failures: number;
  /** Trials that succeeded since the breaker became half-open. */
  readonly successes: number;
  /** How often the breaker has opened since it was last closed. */
  readonly trips: number;
}

/** Where a breaker is. In `half_open`, one trial runs at a time; `probeSinceMs` is when, or null. */
export type BreakerPhase =
  | (Counts & { readonly kind: 'closed' })
  | (Counts & { readonly kind: 'open'; readonly untilMs: number })
  | (Counts & { readonly kind: 'half_open'; readonly probeSinceMs: number | null });

export type BreakerState = BreakerPhase['kind'];

/** A breaker that has seen nothing: closed. */
export const begin: BreakerPhase = { kind: 'closed', generation: 0, failures: 0, successes: 0, trips: 0 };

/** The phase once time has done its work: an open breaker becomes half-open, an overdue trial loses its place. */
export function settled(phase: BreakerPhase, terms: BreakerTerms, nowMs: number): BreakerPhase {
  switch (phase.kind) {
    case 'closed':
      return phase;
    case 'open':
      return nowMs < phase.untilMs ? phase : vacant(phase);
    case 'half_open':
      return phase.probeSinceMs === null || nowMs - phase.probeSinceMs < terms.probeMaxMs
        ? phase
        : vacant(phase);
  }
}

/** How long a call should wait, in milliseconds above 0; null where it may go. Takes a settled phase. */
export function refusalMs(phase: BreakerPhase, terms: BreakerTerms, nowMs: number): number | null {
  switch (phase.kind) {
    case 'closed':
      return null;
    case 'open':
      return phase.untilMs - nowMs;
    case 'half_open':
      // A trial may take as long as the tool's deadline; most end much earlier, so the advice is the shorter wait.
      return phase.probeSinceMs === null
        ? null
        : Math.min(phase.probeSinceMs + terms.probeMaxMs - nowMs, terms.recoveryTimeoutMs);
  }
}

/** The phase after a call was let through: in `half_open` that call is the trial. */
export const withProbe = (phase: BreakerPhase, nowMs: number): BreakerPhase =>
  phase.kind === 'half_open' ? { ...phase, probeSinceMs: nowMs } : phase;

/** The phase after an outcome whose permit is of this generation. */
export function counted(
  phase: BreakerPhase,
  outcome: BreakerOutcome,
  terms: BreakerTerms,
  nowMs: number,
  random: () => number,
): BreakerPhase {
  switch (outcome) {
    case 'ignore':
      return phase.kind === 'half_open' ? vacant(phase) : phase;
    case 'success': {
      const successes = phase.kind === 'half_open' ? phase.successes + 1 : 0;
      if (phase.kind === 'half_open' && successes < terms.halfOpenSuccessThreshold) {
        return { ...vacant(phase), failures: 0, successes };
      }
      // The generation stays: in a closed breaker the others still count, and of a trial there are no others.
      return { ...begin, generation: phase.generation };
    }
    case 'failure': {
      const failures = phase.failures + 1;
      if (phase.kind === 'closed' && failures < terms.failureThreshold) return { ...phase, failures };
      const trips = phase.trips + 1;
      const untilMs = nowMs + recoveryMs(terms.recoveryTimeoutMs, trips, random);
      return { kind: 'open', generation: phase.generation + 1, failures, successes: 0, trips, untilMs };
    }
  }
}

/** Half-open with nobody on trial; whoever was is no longer counted. */
const vacant = (phase: BreakerPhase): BreakerPhase => ({
  kind: 'half_open',
  generation: phase.generation + 1,
  failures: phase.failures,
  successes: phase.successes,
  trips: phase.trips,
  probeSinceMs: null,
});
