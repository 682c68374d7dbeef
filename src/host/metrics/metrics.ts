import type { Clock } from '../../kernel/clock.ts';
import { errorTypes } from '../../kernel/error-table.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import type { BreakerState } from '../../resilience/breaker-settings.ts';
import { countBreakers } from './breaker-series.ts';
import { countCalls } from './call-series.ts';
import { createCollection, type Collector } from './collection.ts';
import { collectorNames, type CollectorName } from './collector-names.ts';
import { expose, type Exposition, type MetricFormat } from './exposition.ts';
import { answeredMethods, type AnsweredMethod } from './label-words.ts';
import { createRegistry } from './registry.ts';

/** A request of MCP that was answered. */
export interface Operation {
  readonly method: AnsweredMethod;
  /** The tool that it called; null where it called none. */
  readonly tool: string | null;
  /** `tool_error` for a result that says so, the type of the error of a request that failed, null where all went well. */
  readonly errorType: string | null;
  readonly seconds: number;
}

/** What a server counts. Nothing here throws, whatever it is told: no call fails for its being counted. */
export interface Metrics {
  readonly observe: (event: RunEvent) => void;
  readonly request: (errorType: string | null) => void;
  readonly operation: (operation: Operation) => void;
  readonly connection: (change: 1 | -1) => void;
  /** Counts a change of a tool's breaker. */
  readonly breakerChanged: (tool: string, from: BreakerState, to: BreakerState) => void;
  /** All series, those that are read on demand within a second. */
  readonly render: (format: MetricFormat) => Promise<Exposition>;
}

/** What the metrics of a server need. */
export interface MetricSources {
  readonly version: string;
  readonly tools: readonly string[];
  readonly collectors: Readonly<Record<CollectorName, Collector>>;
  readonly clock: Pick<Clock, 'after' | 'wallMs'>;
}

/** The metrics of one server; nothing of them is shared with another in this process. */
export function createMetrics({ version, tools, collectors, clock }: MetricSources): Metrics {
  const registry = createRegistry(tools);
  const collect = createCollection(collectors, clock);
  let connections = 0;

  registry.set('bailiwick_build_info', { version }, 1);
  registry.set('nodejs_version_info', { version: process.version }, 1);
  registry.add('mcp_system_requests_total', {}, 0);
  registry.set('mcp_system_active_connections', {}, 0);
  for (const error_type of errorTypes) registry.add('mcp_system_errors_total', { error_type }, 0);
  for (const collector of collectorNames)
    registry.add('bailiwick_metrics_collector_errors_total', { collector }, 0);
  for (const method of answeredMethods)
    for (const tool of method === 'tools/call' ? tools : [''])
      registry.observe('mcp_server_operation_duration_seconds', operationLabels(method, tool, null), null);

  return {
    observe: countCalls(registry, tools, clock.wallMs),
    breakerChanged: countBreakers(registry, tools),
    request: (errorType) => {
      registry.add('mcp_system_requests_total', {}, 1);
      const error_type = errorTypes.find((known) => known === errorType) ?? 'unknown';
      if (errorType !== null) registry.add('mcp_system_errors_total', { error_type }, 1);
    },
    operation: ({ method, tool, errorType, seconds }) => {
      const labels = operationLabels(method, tool ?? '', errorType);
      registry.observe('mcp_server_operation_duration_seconds', labels, seconds);
    },
    connection: (change) => {
      connections += change;
      registry.set('mcp_system_active_connections', {}, connections);
    },
    render: async (format) => {
      const { readings, failed } = await collect();
      for (const collector of failed)
        registry.add('bailiwick_metrics_collector_errors_total', { collector }, 1);
      return expose(registry.samples(readings), format);
    },
  };
}

/** One method alone names a tool. */
const operationLabels = (method: AnsweredMethod, tool: string, errorType: string | null) => ({
  mcp_method_name: method,
  gen_ai_tool_name: method === 'tools/call' ? tool : '',
  error_type: errorType ?? '',
});
