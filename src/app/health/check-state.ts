import { bestOf, worstOf, type Check, type HealthStatus, type Verdict } from './check.ts';

/** What is known of a check; plain values, moved by the functions below. Times are monotonic, milliseconds. */
export interface CheckState {
  /** The look that is under way; null where none is. */
  readonly flight: Flight | null;
  /** The latest verdict, and when it came; null before the first. */
  readonly last: (Verdict & { readonly atMs: number; readonly durationMs: number }) | null;
  /** What is told: the latest verdict once enough looks in a row agree. */
  readonly settled: HealthStatus;
  /** The latest verdicts, oldest first, as many as can still matter. */
  readonly recent: readonly HealthStatus[];
  readonly addedAtMs: number;
}

interface Flight {
  readonly id: number;
  readonly sinceMs: number;
  /** Its time is up: what it finds counts no more, but no other look begins before it has ended. */
  readonly isLate: boolean;
}

/** What a check is seen as at a moment. */
export interface Seen {
  readonly status: HealthStatus;
  readonly message: string;
}

type Terms = Pick<Check, 'failAfter' | 'passAfter'>;

export const newCheckState = (nowMs: number): CheckState => ({
  flight: null,
  last: null,
  settled: 'pass',
  recent: [],
  addedAtMs: nowMs,
});

/** Begins a look; null where one is under way, since a check that hangs must not pile up. */
export const beginLook = (state: CheckState, id: number, nowMs: number): CheckState | null =>
  state.flight === null ? { ...state, flight: { id, sinceMs: nowMs, isLate: false } } : null;

/** Takes what a look has found. One that is late, or of another flight, only makes room for the next. */
export function endLook(
  state: CheckState,
  id: number,
  found: Verdict,
  terms: Terms,
  nowMs: number,
): CheckState {
  const { flight } = state;
  if (flight?.id !== id) return state;
  const ended = { ...state, flight: null };
  return flight.isLate ? ended : judged(ended, found, terms, flight.sinceMs, nowMs);
}

/** The time of a look is up: it has failed. Called again while it hangs, it has failed again. */
export function timeOutLook(state: CheckState, id: number, terms: Terms, nowMs: number): CheckState {
  const { flight } = state;
  if (flight?.id !== id) return state;
  const late = { ...state, flight: { ...flight, isLate: true } };
  return judged(late, timedOut, terms, flight.sinceMs, nowMs);
}

/** What is told of a check now. A verdict that is too old says nothing any more: that is a failure of its own. */
export function seenNow(
  { last, settled, addedAtMs }: CheckState,
  { intervalMs, groups }: Pick<Check, 'intervalMs' | 'groups'>,
  nowMs: number,
): Seen {
  if (nowMs - (last?.atMs ?? addedAtMs) > staleAfter * intervalMs) return stale;
  if (last === null) return groups.includes('ready') ? { ...pending, status: 'fail' } : pending;
  if (settled === last.status) return { status: settled, message: last.message };
  return { status: settled, message: `${last.message} Told once it has been seen often enough.` };
}

const staleAfter = 3;
const timedOut: Verdict = { status: 'fail', message: 'It did not answer in its time (timeout).' };
const stale: Seen = { status: 'fail', message: 'It was not looked at for too long (stale).' };
const pending: Seen = { status: 'warn', message: 'It was not looked at yet.' };

/** A status that the last looks do not bear out gives way, as far as they all agree and no further. */
function judged(
  state: CheckState,
  found: Verdict,
  { failAfter, passAfter }: Terms,
  sinceMs: number,
  nowMs: number,
): CheckState {
  const recent = [...state.recent, found.status].slice(-Math.max(failAfter, passAfter));
  const least = recent.length < failAfter ? 'pass' : bestOf(recent.slice(-failAfter));
  const most = recent.length < passAfter ? 'fail' : worstOf(recent.slice(-passAfter));
  const settled = state.last === null ? found.status : bestOf([most, worstOf([least, state.settled])]);
  return { ...state, settled, recent, last: { ...found, atMs: nowMs, durationMs: nowMs - sinceMs } };
}
