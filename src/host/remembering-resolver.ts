import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Resolver } from '../pipeline/ports.ts';

/** How long an answer may stand in for one that nobody gives, milliseconds. */
const staleMs = 600_000;

/** How long nobody is asked for a name that is known, after nobody answered: one dead server costs one wait, not one a name. */
const pauseMs = 5000;

/**
 * Asks `next` each time, and gives the last answer where nobody answers and it is younger than ten minutes. It serves the
 * names that are denied, where an old answer is safer than none; a name that packets are sent to needs one of this call.
 */
export function rememberingResolver(next: Resolver, clock: Clock): Resolver {
  const known = new Map<string, Known>();
  let askAgainAtMs = Number.NEGATIVE_INFINITY;
  const recall = (name: string): Result<readonly string[]> | null => {
    const last = known.get(name);
    return last !== undefined && clock.monotonicMs() - last.atMs < staleMs ? ok(last.answers) : null;
  };
  return {
    resolve: async (name, signal) => {
      const paused = clock.monotonicMs() < askAgainAtMs ? recall(name) : null;
      if (paused !== null) return paused;
      const found = await next.resolve(name, signal);
      const nowMs = clock.monotonicMs();
      if (found.ok) {
        known.set(name, { answers: found.value, atMs: nowMs });
        askAgainAtMs = Number.NEGATIVE_INFINITY;
        return found;
      }
      if (!signal.aborted) askAgainAtMs = nowMs + pauseMs;
      return recall(name) ?? found;
    },
  };
}

interface Known {
  readonly answers: readonly string[];
  /** When they were given, on the monotonic clock. */
  readonly atMs: number;
}
