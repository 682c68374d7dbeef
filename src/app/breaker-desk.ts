import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { BreakerState } from '../resilience/breaker-settings.ts';
import type { BreakerStats } from '../resilience/breaker-stats.ts';
import type { Breaker } from '../resilience/breaker.ts';

/** What an operator can do with a breaker: take its tool out of service, open it for a trip's time, or close it. */
export type BreakerAction = 'isolate' | 'open' | 'close';

/** Where operators look at the breakers of the tools and move them by hand. */
export interface BreakerDesk {
  /** One for each tool, in the order of the catalogue. */
  readonly list: () => readonly BreakerStats[];
  /**
   * Moves one and returns what became of it. `reason` is what refused callers are told; `forSec` is how long it stays so, null for
   * as long as a trip or, isolated, until it is closed.
   */
  readonly move: (
    tool: string,
    action: BreakerAction,
    reason: string,
    forSec: number | null,
  ) => Result<BreakerStats>;
  /** The state of each. */
  readonly states: () => ReadonlyMap<string, BreakerState>;
  /** The tools whose breakers refuse calls. */
  readonly refusing: () => readonly string[];
}

/** Makes the desk of these breakers. */
export function createBreakerDesk(breakers: ReadonlyMap<string, Breaker>): BreakerDesk {
  return {
    list: () => [...breakers.values()].map((breaker) => breaker.stats()),
    move: (tool, action, reason, forSec) => {
      const breaker = breakers.get(tool);
      if (breaker === undefined)
        return err(failure('input.invalid', `There is no tool ${quote(tool)}.`, { field: 'tool' }));
      const forMs = forSec === null ? null : forSec * 1000;
      if (action === 'close') breaker.close(reason);
      else breaker[action](reason, forMs);
      return ok(breaker.stats());
    },
    states: () => new Map([...breakers].map(([tool, breaker]) => [tool, breaker.state()])),
    refusing: () =>
      [...breakers].filter(([, breaker]) => refusingStates.has(breaker.state())).map(([tool]) => tool),
  };
}

/** A breaker that is half-open refuses all but its trials. */
const refusingStates: ReadonlySet<BreakerState> = new Set(['open', 'half_open', 'isolated']);
