import type { Clock } from '../../kernel/clock.ts';
import { beginLook, endLook, newCheckState, seenNow, timeOutLook, type CheckState } from './check-state.ts';
import { groupsOf, type Check, type HealthStatus, type Verdict } from './check.ts';
import type { HealthCheck } from './report.ts';

/** What a check takes from its surroundings. */
export interface RunnerPorts {
  readonly clock: Clock;
  /** Yields [0, 1): checks with one interval must not all run at one moment. */
  readonly random: () => number;
  /** Told when what is told of a check changes. */
  readonly onChange: (name: string, from: HealthStatus, to: HealthStatus) => void;
  /** Told what a check has thrown, which is a bug. */
  readonly onBug: (thrown: unknown, name: string) => void;
}

/** One check, looked at by its interval. */
export interface CheckRunner {
  readonly check: Check;
  /** What is known now. */
  readonly tell: () => HealthCheck;
  /** Looks now and by the interval from now on; where a look is under way, once more when it has ended. */
  readonly look: () => void;
  /** Looks no more, and tells a look that is under way to stop. Idempotent. */
  readonly stop: () => void;
}

/** Makes the runner of a check, which has not looked yet. */
export function createCheckRunner(
  check: Check,
  { clock, random, onChange, onBug }: RunnerPorts,
): CheckRunner {
  let state = newCheckState(clock.monotonicMs());
  let foundAt: string | null = null;
  let flights = 0;
  let wantsAgain = false;
  let isStopped = false;
  let abandon = new AbortController();
  let cancelNext = noop;

  const move = (next: CheckState): void => {
    if (next.last !== state.last) foundAt = new Date(clock.wallMs()).toISOString();
    const before = state.settled;
    state = next;
    if (next.settled !== before) onChange(check.name, before, next.settled);
  };

  const fly = async (id: number, signal: AbortSignal): Promise<void> => {
    const found = await verdictOf(check, signal, onBug);
    if (isStopped) return;
    move(endLook(state, id, found, check, clock.monotonicMs()));
    if (wantsAgain && state.flight === null) begin();
  };

  const begin = (): void => {
    const now = clock.monotonicMs();
    const begun = beginLook(state, flights + 1, now);
    if (begun === null) {
      // It hangs beyond its time: that is one more failure, and not one more look.
      if (state.flight?.isLate === true) move(timeOutLook(state, flights, check, now));
      return;
    }
    wantsAgain = false;
    flights += 1;
    state = begun;
    const id = flights;
    const controller = new AbortController();
    abandon = controller;
    const cancel = clock.after(check.timeoutMs, () => {
      if (isStopped) return;
      move(timeOutLook(state, id, check, clock.monotonicMs()));
      controller.abort();
    });
    void fly(id, controller.signal).finally(cancel);
  };

  /** By a fixed period: how long looks take does not shift those that follow. */
  const arm = (dueMs: number): void => {
    const next = Math.max(dueMs + check.intervalMs, clock.monotonicMs());
    const jitterMs = jitter * check.intervalMs * random();
    cancelNext = clock.after(next - clock.monotonicMs() + jitterMs, () => {
      begin();
      arm(next);
    });
  };

  return {
    check,
    look: () => {
      if (isStopped) return;
      cancelNext();
      if (state.flight === null) begin();
      else wantsAgain = true;
      arm(clock.monotonicMs());
    },
    stop: () => {
      isStopped = true;
      cancelNext();
      abandon.abort();
    },
    tell: () => ({
      ...seenNow(state, check, clock.monotonicMs()),
      name: check.name,
      groups: groupsOf(check),
      critical: check.critical,
      time: foundAt,
      durationMs: state.last?.durationMs ?? null,
      figures: state.last?.figures ?? {},
    }),
  };
}

/** A part of the interval; staleness must stay far above it. */
const jitter = 0.1;

/** What a check throws says nothing to whoever reads its verdict, and may hold anything. */
async function verdictOf(check: Check, signal: AbortSignal, onBug: RunnerPorts['onBug']): Promise<Verdict> {
  try {
    return await check.run(signal);
  } catch (thrown) {
    if (!signal.aborted) onBug(thrown, check.name);
    return { status: 'fail', message: 'The check itself failed.' };
  }
}

const noop = (): void => {};
