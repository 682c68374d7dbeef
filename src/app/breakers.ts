import type { Config } from '../config/schema.ts';
import type { Clock } from '../kernel/clock.ts';
import type { FailureKind } from '../kernel/failure-kinds.ts';
import type { CallBreaker } from '../pipeline/call-breakers.ts';
import { touchOf } from '../pipeline/touch.ts';
import { outcomeOf, slownessOf } from '../pipeline/verdict-kind.ts';
import { createBreakerBook } from '../resilience/breaker-book.ts';
import { createBreaker, type Breaker, type BreakerTransition } from '../resilience/breaker.ts';
import { formatFirst } from '../scope/address.ts';
import { sizeOf } from '../scope/interval.ts';
import type { Plan, Tool } from '../tools/tool.ts';
import { breakerSettingsOf, targetBreakerSettingsOf } from './breaker-settings.ts';

/** The breakers of one tool. */
export interface BreakersOfTool {
  /** What any call of the tool must pass. */
  readonly whole: Breaker;
  /** All that a plan must pass: where that is configured and it has one address, the breaker of the tool there as well. */
  readonly of: (plan: Plan) => readonly CallBreaker[];
  readonly configure: (config: Config) => void;
}

/** Makes the breakers of a tool. Breakers of targets tell nobody of their changes: no label or log line shall name a target. */
export function createBreakers(
  first: Config,
  tool: Tool,
  clock: Clock,
  random: () => number,
  listen: (transition: BreakerTransition) => void,
): BreakersOfTool {
  let config = first;
  const { name } = tool;
  const whole = createBreaker(name, breakerSettingsOf(config, tool), clock, random, listen);
  const book = createBreakerBook((key) =>
    createBreaker(key, targetBreakerSettingsOf(config, tool), clock, random),
  );
  const counted = (): readonly FailureKind[] =>
    config.tools[name]?.circuit_breaker?.failure_kinds ?? config.circuit_breaker.failure_kinds;
  const ofTool: CallBreaker = {
    breaker: whole,
    guards: name,
    outcomeOf: (kind) => outcomeOf(kind, counted()),
  };
  return {
    whole,
    of: (plan) => {
      const address = config.circuit_breaker.target_timeout_threshold === 0 ? null : onlyAddress(plan);
      if (address === null) return [ofTool];
      const guards = `${name} at ${address}`;
      return [ofTool, { breaker: book.of(address), guards, outcomeOf: slownessOf }];
    },
    configure: (next) => {
      config = next;
      whole.configure(breakerSettingsOf(config, tool));
      book.configure(targetBreakerSettingsOf(config, tool));
    },
  };
}

/** The address that a plan touches where it is one; null where there are several, or none is known. */
function onlyAddress(plan: Plan): string | null {
  const [first, second] = touchOf(plan).intervals;
  return first !== undefined && second === undefined && sizeOf(first) === 1 ? formatFirst(first) : null;
}
