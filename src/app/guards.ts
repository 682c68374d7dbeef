import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Guards } from '../pipeline/guards.ts';
import { createPlaces, type PlacesSettings } from '../pipeline/places.ts';
import { createRateGuard } from '../pipeline/rate-guard.ts';
import type { TargetGuard } from '../pipeline/target-guard.ts';
import type { Breaker, BreakerTransition } from '../resilience/breaker.ts';
import type { LaneSettings } from '../resilience/bulkhead.ts';
import { createBuckets } from '../resilience/token-bucket.ts';
import type { Tool } from '../tools/tool.ts';
import { createBreakers } from './breakers.ts';
import { limitsOfTool } from './limits-of-tool.ts';
import { rateRulesOf } from './rate-rules.ts';

/** What stands between the plans of a server and their start. */
export interface ServerGuards {
  readonly of: (tool: Tool) => Guards;
  /** The breaker of each tool, in the order of the catalogue. */
  readonly breakers: ReadonlyMap<string, Breaker>;
  /** How many calls of each tool wait for a place now. */
  readonly waiting: () => ReadonlyMap<string, number>;
  /** Takes what is in force now: states, counts and running calls stay as they are. */
  readonly configure: (config: Config) => void;
}

/** What guards take from their surroundings. */
export interface GuardPorts {
  /** The configuration in force. */
  readonly now: () => Pick<LoadedConfig, 'config' | 'placeOf'>;
  readonly targets: TargetGuard;
  readonly clock: Clock;
  /** Yields [0, 1). */
  readonly random: () => number;
  /** Told of every change of a tool's breaker. */
  readonly listen: (transition: BreakerTransition) => void;
}

/** Makes the breaker and the queue of every tool; they belong to this server alone. */
export function createGuards(
  catalogue: readonly Tool[],
  { now, targets, clock, random, listen }: GuardPorts,
): ServerGuards {
  const first = now().config;
  const places = createPlaces(placesOf(first), targets, clock);
  const rate = createRateGuard(createBuckets(clock.monotonicMs), () => rateRulesOf(now()));
  const kept = new Map(
    catalogue.map((tool) => {
      const breakers = createBreakers(first, tool, clock, random, listen);
      const queue = places.queue(tool.name, laneOf(first, tool));
      return [tool.name, { tool, breakers, queue, guards: { rate, breakers: breakers.of, queue } }];
    }),
  );
  return {
    of: ({ name }) => {
      const found = kept.get(name);
      if (found === undefined) throw new Error(`no guards were made for ${name}`);
      return found.guards;
    },
    breakers: new Map([...kept].map(([name, { breakers }]) => [name, breakers.whole])),
    waiting: () => new Map([...kept].map(([name, { queue }]) => [name, queue.waiting()])),
    configure: (config) => {
      places.configure(placesOf(config));
      for (const { tool, breakers, queue } of kept.values()) {
        breakers.configure(config);
        queue.configure(laneOf(config, tool));
      }
    },
  };
}

const placesOf = ({ limits }: Config): PlacesSettings => ({
  limit: limits.global_concurrency,
  waitMs: limits.queue_wait_sec * 1000,
});

const laneOf = (config: Config, tool: Tool): LaneSettings => ({
  limit: limitsOfTool(config, tool).concurrency,
  queue: config.limits.queue_size,
  weight: config.tools[tool.name]?.weight ?? 1,
});
