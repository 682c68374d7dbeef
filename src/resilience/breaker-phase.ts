import { isTooHigh, withSeen, type RateTerms, type Seen } from './failure-rate.ts';
import { recoveryMs } from './recovery.ts';

/** What a call says about its tool; `ignore` says nothing: policy, cancels, slow targets and callers' mistakes. */
export type BreakerOutcome = 'success' | 'failure' | 'ignore';

/** What trips a breaker and how it recovers. */
export interface BreakerTerms {
  /** Failures in a row that trip a closed breaker; at least 1. */
  readonly failureThreshold: number;
  /** The part of failures that trips it as well; null for none. */
  readonly rate: RateTerms | null;
  /** How long the first trip lasts; the ones after it grow. */
  readonly recoveryTimeoutMs: number;
  /** Trials that must succeed before the breaker closes, and so how many run at once at most; at least 1. */
  readonly halfOpenSuccessThreshold: number;
  /** The age at which a trial that has not ended gives its place to another. */
  readonly probeMaxMs: number;
}

/** Why a breaker is in the state that it is in. */
export type BreakerCause =
  | 'start'
  | 'failures_in_a_row'
  | 'failure_rate'
  | 'trial_failed'
  | 'trials_succeeded'
  | 'recovery_time_over'
  | 'isolation_over'
  | 'by_hand'
  | 'configured';

interface Common {
  /** An outcome counts where its permit has this number: every change of state makes those given before worthless. */
  readonly generation: number;
  /** Failures in a row. */
  readonly failures: number;
  /** How often the breaker has opened since it was last closed. */
  readonly trips: number;
  readonly cause: BreakerCause;
  /** What a person gave as the reason; null where nobody did. */
  readonly note: string | null;
}

/** A call that was let through to see whether the tool works again. */
interface Trial {
  readonly serial: number;
  readonly sinceMs: number;
}

/** Where a breaker is. `isolated` is a person's doing, and may last for ever: `untilMs` is Infinity then. */
export type BreakerPhase =
  | (Common & { readonly kind: 'closed'; readonly recent: readonly Seen[] })
  | (Common & { readonly kind: 'open'; readonly untilMs: number })
  | (Common & { readonly kind: 'half_open'; readonly successes: number; readonly trials: readonly Trial[] })
  | (Common & { readonly kind: 'isolated'; readonly untilMs: number });

/** A breaker that has seen nothing: closed. */
export const begin: BreakerPhase = {
  kind: 'closed',
  generation: 0,
  failures: 0,
  trips: 0,
  cause: 'start',
  note: null,
  recent: [],
};

/** The phase once time has done its work: what is over becomes half-open, overdue trials lose their places. */
export function settled(phase: BreakerPhase, terms: BreakerTerms, nowMs: number): BreakerPhase {
  switch (phase.kind) {
    case 'closed':
      return phase;
    case 'open':
      return nowMs < phase.untilMs ? phase : onTrial(phase, 'recovery_time_over');
    case 'isolated':
      // That it is over says nothing about the tool: a trial does.
      return nowMs < phase.untilMs ? phase : onTrial(phase, 'isolation_over');
    case 'half_open': {
      const trials = phase.trials.filter(({ sinceMs }) => nowMs - sinceMs < terms.probeMaxMs);
      return trials.length === phase.trials.length ? phase : { ...phase, trials };
    }
  }
}

/** How long a call should wait, in milliseconds above 0, Infinity where nobody knows; null where it may go. Takes a settled phase. */
export function refusalMs(phase: BreakerPhase, terms: BreakerTerms, nowMs: number): number | null {
  switch (phase.kind) {
    case 'closed':
      return null;
    case 'open':
    case 'isolated':
      return phase.untilMs - nowMs;
    case 'half_open': {
      // One at least: where fewer successes than there are have become enough, the next one closes it.
      const wanted = Math.max(1, terms.halfOpenSuccessThreshold - phase.successes);
      if (phase.trials.length < wanted) return null;
      // A trial may take as long as the tool's deadline; most end much earlier, so the advice is the shorter wait.
      const oldestMs = Math.min(...phase.trials.map(({ sinceMs }) => sinceMs));
      return Math.min(oldestMs + terms.probeMaxMs - nowMs, terms.recoveryTimeoutMs);
    }
  }
}

/** The phase after the call of this number was let through: in `half_open` it is a trial. */
export const withTrial = (phase: BreakerPhase, serial: number, nowMs: number): BreakerPhase =>
  phase.kind === 'half_open' ? { ...phase, trials: [...phase.trials, { serial, sinceMs: nowMs }] } : phase;

/** Whether the outcome of a call still counts. Takes a settled phase. */
export const isCounted = (phase: BreakerPhase, generation: number, serial: number): boolean =>
  phase.generation === generation &&
  (phase.kind !== 'half_open' || phase.trials.some((trial) => trial.serial === serial));

/** The phase after an outcome that counts. */
export function counted(
  phase: BreakerPhase,
  serial: number,
  outcome: BreakerOutcome,
  terms: BreakerTerms,
  nowMs: number,
  random: () => number,
): BreakerPhase {
  const trials = phase.kind === 'half_open' ? phase.trials.filter((trial) => trial.serial !== serial) : [];
  const failures = outcome === 'failure' ? phase.failures + 1 : 0;
  const tripped = (cause: BreakerCause): BreakerPhase => {
    const trips = phase.trips + 1;
    return opened(
      { ...phase, failures, trips },
      nowMs + recoveryMs(terms.recoveryTimeoutMs, trips, random),
      cause,
    );
  };
  switch (phase.kind) {
    case 'open':
    case 'isolated':
      return phase;
    case 'closed': {
      if (outcome === 'ignore') return phase;
      const failed = outcome === 'failure';
      const recent = withSeen(phase.recent, { failed, atMs: nowMs });
      if (failed && failures >= terms.failureThreshold) return tripped('failures_in_a_row');
      if (failed && isTooHigh(recent, terms.rate, nowMs)) return tripped('failure_rate');
      return { ...phase, failures, recent };
    }
    case 'half_open': {
      if (outcome === 'ignore') return { ...phase, trials };
      if (outcome === 'failure') return tripped('trial_failed');
      const successes = phase.successes + 1;
      return successes < terms.halfOpenSuccessThreshold
        ? { ...phase, failures, successes, trials }
        : closed(phase, 'trials_succeeded');
    }
  }
}

/** Closed, with nothing counted. */
export const closed = (
  { generation }: BreakerPhase,
  cause: BreakerCause,
  note: string | null = null,
): BreakerPhase => ({ ...begin, generation: generation + 1, cause, note });

/** Open until a moment, as if it had tripped. */
export const opened = (
  { generation, failures, trips }: Common,
  untilMs: number,
  cause: BreakerCause,
  note: string | null = null,
): BreakerPhase => ({ kind: 'open', generation: generation + 1, failures, trips, cause, note, untilMs });

/** Taken out of service until a moment, or for ever. */
export const isolated = (
  { generation, failures, trips }: Common,
  untilMs: number,
  note: string,
): BreakerPhase => ({
  kind: 'isolated',
  generation: generation + 1,
  failures,
  trips,
  cause: 'by_hand',
  note,
  untilMs,
});

const onTrial = ({ generation, failures, trips }: Common, cause: BreakerCause): BreakerPhase => ({
  kind: 'half_open',
  generation: generation + 1,
  failures,
  trips,
  cause,
  note: null,
  successes: 0,
  trials: [],
});
