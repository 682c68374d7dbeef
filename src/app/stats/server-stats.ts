import type { Clock } from '../../kernel/clock.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { formatUptime } from './format-uptime.ts';
import { percent } from './percent.ts';
import type { Stats } from './stats.ts';
import { createToolTally } from './tool-tally.ts';

/** Counts what one server does, from the events that make its metrics and its log. */
export interface ServerStats {
  readonly observe: (event: RunEvent) => void;
  /** Counts a request of a protocol, and whether it failed. */
  readonly request: (failed: boolean) => void;
  readonly connection: (change: 1 | -1) => void;
  readonly uptimeSec: () => number;
  readonly read: () => Stats;
}

/** Starts the statistics of a server with these tools; a name that is none of theirs is not kept, for a stranger chose it. */
export function createServerStats(
  tools: readonly string[],
  clock: Pick<Clock, 'monotonicMs' | 'wallMs'>,
): ServerStats {
  const startedMs = clock.monotonicMs();
  const startTime = new Date(clock.wallMs()).toISOString();
  const tallies = new Map(tools.map((tool) => [tool, createToolTally()]));
  const counts = { requests: 0, errors: 0, connections: 0 };
  const uptimeSec = (): number => (clock.monotonicMs() - startedMs) / 1000;
  return {
    observe: (event) => tallies.get(event.tool)?.observe(event, clock.wallMs()),
    request: (failed) => {
      counts.requests += 1;
      if (failed) counts.errors += 1;
    },
    connection: (change) => {
      counts.connections += change;
    },
    uptimeSec,
    read: () => {
      const uptime = uptimeSec();
      return {
        system: {
          uptime_seconds: uptime,
          uptime_formatted: formatUptime(uptime),
          request_count: counts.requests,
          error_count: counts.errors,
          error_rate: percent(counts.errors, counts.requests),
          active_connections: counts.connections,
          start_time: startTime,
        },
        tools: Object.fromEntries([...tallies].map(([tool, tally]) => [tool, tally.stats()])),
      };
    },
  };
}
