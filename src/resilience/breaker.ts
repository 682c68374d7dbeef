import type { Clock } from '../kernel/clock.ts';
import {
  begin,
  closed,
  counted,
  isCounted,
  isolated,
  opened,
  refusalMs,
  settled,
  withTrial,
  type BreakerCause,
  type BreakerOutcome,
  type BreakerPhase,
} from './breaker-phase.ts';
import { visibleState, type BreakerSettings, type BreakerState } from './breaker-settings.ts';
import { statsOf, type BreakerStats, type LastFailure } from './breaker-stats.ts';
import { recoveryMs } from './recovery.ts';

/** A change of state. */
export interface BreakerTransition {
  readonly name: string;
  readonly from: BreakerState;
  readonly to: BreakerState;
  readonly cause: BreakerCause;
  readonly note: string | null;
  /** True where nothing is refused by it, since the breaker only observes. */
  readonly shadow: boolean;
}

/** The right to try once. The first `release` counts, unless the breaker has moved on since; any other does nothing. */
export interface Permit {
  readonly release: (outcome: BreakerOutcome) => void;
}

/** A call that must wait; a call made after `retryAfterMs` milliseconds, above 0, may be let through. */
export interface Refused {
  readonly ok: false;
  /** Null where only a person knows. */
  readonly retryAfterMs: number | null;
  readonly state: 'open' | 'half_open' | 'isolated';
  /** What a person gave as the reason. */
  readonly note: string | null;
}

/** Leaves a tool alone that keeps failing: synchronous and without timers, time passes when somebody asks. */
export interface Breaker {
  /** Whether a call would be let through now; it takes nothing, so a call may queue in between. */
  readonly peek: () => { readonly ok: true } | Refused;
  /** Lets a call through, or refuses it at once; nobody waits for somebody else's trial. */
  readonly acquire: () => { readonly ok: true; readonly permit: Permit } | Refused;
  /** Calls back whenever it may refuse what it let through before; returns the way to stop that. */
  readonly watch: (listener: () => void) => () => void;
  /** Takes other settings and keeps its state: an open one stays open for as long as it was to. */
  readonly configure: (settings: BreakerSettings) => void;
  /** Refuses every call for so many milliseconds, or until somebody closes it; then a trial decides. */
  readonly isolate: (note: string, forMs: number | null) => void;
  /** Opens it as if it had tripped, for so many milliseconds or for what a trip would last. */
  readonly open: (note: string, forMs: number | null) => void;
  /** Closes it and forgets what was counted. */
  readonly close: (note: string) => void;
  readonly state: () => BreakerState;
  readonly stats: () => BreakerStats;
}

/**
 * Makes the breaker of one tool in one server, closed. `random` yields [0, 1). Only statistics look at the wall clock. `listen`
 * is told of every change of state; it must not throw.
 */
export function createBreaker(
  name: string,
  first: BreakerSettings,
  clock: Pick<Clock, 'monotonicMs' | 'wallMs'>,
  random: () => number,
  listen: (transition: BreakerTransition) => void = () => undefined,
): Breaker {
  let settings = first;
  let phase = begin;
  let sinceMs = clock.monotonicMs();
  let serials = 0;
  let shadowRefusals = 0;
  let lastFailure: LastFailure | null = null;
  const watchers = new Set<() => void>();

  const now = clock.monotonicMs;
  const tell = (): void => {
    for (const watcher of watchers) watcher();
  };
  const enter = (next: BreakerPhase): void => {
    const from = phase.kind;
    phase = next;
    if (from === next.kind) return;
    sinceMs = now();
    const { cause, note } = next;
    // One that a person has opened refuses in any mode.
    const shadow = settings.mode === 'observe' && next.kind !== 'isolated';
    listen({ name, from, to: next.kind, cause, note, shadow });
    tell();
  };
  const settle = (): BreakerPhase => {
    enter(settled(phase, settings, now()));
    return phase;
  };
  const refuses = (): boolean => phase.kind === 'isolated' || settings.mode === 'enforce';
  const refusal = (): Refused | null => {
    const waitMs = refusalMs(settle(), settings, now());
    if (waitMs === null || phase.kind === 'closed') return null;
    const retryAfterMs = waitMs === Infinity ? null : waitMs;
    return { ok: false, retryAfterMs, state: phase.kind, note: phase.note };
  };
  const permitOf = (generation: number, serial: number): Permit => {
    let released = false;
    return {
      release: (outcome) => {
        if (released) return;
        released = true;
        // An outcome from before a change of state says nothing about the tool as it is now.
        if (!isCounted(settle(), generation, serial) || settings.mode === 'off') return;
        if (outcome === 'failure') lastFailure = { monotonicMs: now(), wallMs: clock.wallMs() };
        enter(counted(phase, serial, outcome, settings, now(), random));
      },
    };
  };
  const untilMs = (forMs: number | null, otherwiseMs: number): number => now() + (forMs ?? otherwiseMs);
  const state = (): BreakerState => visibleState(settle(), settings.mode);

  return {
    peek: () => {
      const refused = refusal();
      return refused === null || !refuses() ? { ok: true } : refused;
    },
    acquire: () => {
      const refused = refusal();
      if (refused !== null && refuses()) return refused;
      if (refused !== null && settings.mode === 'observe') shadowRefusals += 1;
      if (refused !== null || settings.mode === 'off') return { ok: true, permit: worthless };
      serials += 1;
      phase = withTrial(phase, serials, now());
      const permit = permitOf(phase.generation, serials);
      if (phase.kind === 'half_open') tell();
      return { ok: true, permit };
    },
    watch: (listener) => {
      watchers.add(listener);
      return () => void watchers.delete(listener);
    },
    configure: (next) => {
      const from = state();
      settings = next;
      const to = state();
      const shadow = next.mode === 'observe';
      if (from !== to) listen({ name, from, to, cause: 'configured', note: null, shadow });
      tell();
    },
    isolate: (note, forMs) => enter(isolated(settle(), untilMs(forMs, Infinity), note)),
    open: (note, forMs) => {
      const { failures, generation } = settle();
      const trips = phase.trips + 1;
      const lasts = recoveryMs(settings.recoveryTimeoutMs, trips, random);
      enter(opened({ ...phase, failures, generation, trips }, untilMs(forMs, lasts), 'by_hand', note));
    },
    close: (note) => enter(closed(settle(), 'by_hand', note)),
    state,
    stats: () => {
      const seen = { phase: settle(), sinceMs, lastFailure, shadowRefusals };
      const retryAfterMs = refuses() ? (refusal()?.retryAfterMs ?? null) : null;
      return statsOf(name, visibleState(phase, settings.mode), settings, { ...seen, retryAfterMs }, now());
    },
  };
}

/** Of a call that a breaker would have refused, or that none was asked about: its outcome says nothing. */
const worthless: Permit = { release: () => undefined };
