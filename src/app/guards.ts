import type { Config } from '../config/schema.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Guards } from '../pipeline/guards.ts';
import { createPlaces } from '../pipeline/places.ts';
import type { TargetGuard } from '../pipeline/target-guard.ts';
import { createBreaker } from '../resilience/breaker.ts';
import type { Tool } from '../tools/tool.ts';
import { limitsOfTool } from './limits-of-tool.ts';

/** Makes the breaker and the queue of every tool; they belong to this server alone. */
export function createGuards(
  config: Config,
  catalogue: readonly Tool[],
  targets: TargetGuard,
  clock: Clock,
  random: () => number,
): ReadonlyMap<string, Guards> {
  const { limits } = config;
  const places = createPlaces(
    { limit: limits.global_concurrency, waitMs: limits.queue_wait_sec * 1000 },
    targets,
    clock,
  );
  const guardsOf = (tool: Tool): Guards => {
    const { name } = tool;
    return {
      queue: places.queue(name, {
        limit: limitsOfTool(config, tool).concurrency,
        queue: limits.queue_size,
      }),
      breaker: createBreaker(
        {
          name,
          failureThreshold: config.circuit_breaker.failure_threshold,
          recoveryTimeoutMs: config.circuit_breaker.recovery_timeout * 1000,
          halfOpenSuccessThreshold: config.circuit_breaker.half_open_success_threshold,
          probeMaxMs: (config.security.timeout_seconds + probeSlackSec) * 1000,
        },
        clock,
        random,
      ),
    };
  };
  return new Map(catalogue.map((tool) => [tool.name, guardsOf(tool)]));
}

/** Beyond the deadline of a trial call, how long its end may take before the next trial is let through. */
const probeSlackSec = 5;
