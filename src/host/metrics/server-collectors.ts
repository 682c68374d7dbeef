import { breakerStates } from '../../resilience/breaker-settings.ts';
import type { BreakerStats } from '../../resilience/breaker-stats.ts';
import type { LineCounts } from '../log/log-level.ts';
import type { Collector } from './collection.ts';
import type { CollectorName } from './collector-names.ts';
import { tierLabel } from './label-words.ts';
import { reading } from './reading.ts';
import { watchReadings, type WatchFacts } from './watch-readings.ts';

/** How the configuration came to be in force. */
export interface ReloadFacts {
  /** Of what is in force. */
  readonly version: string;
  /** False where the last try was refused, so that what is in force is older than what was asked for. */
  readonly successful: boolean;
  /** When what is in force came so, milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** How many changed leaves wait for a restart. */
  readonly pending: number;
  readonly counts: Readonly<Record<'applied' | 'unchanged' | 'refused', number>>;
}

/** What a server knows of itself, as its metrics read it. */
export interface ServerFacts {
  readonly uptimeSec: () => number;
  /** The breaker of each tool. */
  readonly breakers: () => readonly Pick<BreakerStats, 'name' | 'state' | 'failureCount' | 'trips'>[];
  /** How many calls of each tool wait for a place. */
  readonly waiting: () => ReadonlyMap<string, number>;
  readonly reloads: () => ReloadFacts;
  /** The isolation in force; null while it is being tried out. */
  readonly sandboxTier: () => string | null;
  readonly checks: () => readonly { readonly name: string; readonly status: 'pass' | 'warn' | 'fail' }[];
  readonly watches: () => readonly WatchFacts[];
  readonly log: { readonly lines: () => LineCounts; readonly dropped: () => number };
}

/** Reads what a server knows of itself. */
export const serverCollectors = (
  facts: ServerFacts,
): Readonly<Record<Exclude<CollectorName, 'resources' | 'process'>, Collector>> => ({
  server: () => [reading('mcp_system_uptime_seconds', {}, facts.uptimeSec())],
  queues: () =>
    [...facts.waiting()].map(([tool, count]) => reading('bailiwick_tool_queue_depth', { tool }, count)),
  breakers: () =>
    facts
      .breakers()
      .flatMap(({ name: tool, state: now, failureCount, trips }) => [
        ...breakerStates.map((state) =>
          reading('bailiwick_breaker_state', { tool, state }, Number(state === now)),
        ),
        reading('bailiwick_breaker_consecutive_failures', { tool }, failureCount),
        reading('bailiwick_breaker_trips', { tool }, trips),
      ]),
  reloads: () => {
    const { version, successful, atMs, pending, counts } = facts.reloads();
    return [
      reading('bailiwick_config_last_reload_successful', {}, Number(successful)),
      reading('bailiwick_config_last_reload_success_timestamp_seconds', {}, atMs / 1000),
      ...Object.entries(counts).map(([outcome, count]) =>
        reading('bailiwick_config_reloads_total', { outcome }, count),
      ),
      reading('bailiwick_config_restart_required', {}, pending),
      reading('bailiwick_config_info', { hash: version }, 1),
    ];
  },
  sandbox: () => {
    const now = facts.sandboxTier();
    return tierLabel.tier.map((tier) => reading('bailiwick_sandbox_tier', { tier }, Number(tier === now)));
  },
  health: () =>
    facts
      .checks()
      .slice(0, mostChecks)
      .map(({ name, status }) => reading('bailiwick_health_check_status', { check: name }, badness[status])),
  watches: () => watchReadings(facts.watches()),
  log: () => [
    ...Object.entries(facts.log.lines()).map(([level, count]) =>
      reading('bailiwick_log_lines_total', { level }, count),
    ),
    reading('bailiwick_log_dropped_total', {}, facts.log.dropped()),
  ],
});

/** The worst of several is their maximum. */
const badness = { pass: 0, warn: 1, fail: 2 } as const;

/** Checks can be added while a server runs. */
export const mostChecks = 64;
