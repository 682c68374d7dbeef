import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';
import { errorTypes } from '../kernel/error-table.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import type { BreakerState } from '../resilience/breaker-settings.ts';
import { registerBreakers } from './breaker-metrics.ts';
import { registerReloads, type ReloadFacts } from './reload-metrics.ts';
import { registerSandbox } from './sandbox-metrics.ts';

/** Seconds; the last bounds reach the longest time-outs. */
const buckets = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

export interface Metrics {
  /** Counts what an event says; it never throws. */
  readonly observe: (event: RunEvent) => void;
  readonly request: (errorType: string | null) => void;
  readonly connection: (change: 1 | -1) => void;
  /** Counts a change of a tool's breaker. */
  readonly breakerChanged: (tool: string, from: BreakerState, to: BreakerState) => void;
  /** All series in Prometheus' text format. */
  readonly render: () => Promise<{ readonly body: string; readonly contentType: string }>;
}

/** What the series that are read on demand come from. */
export interface MetricFacts {
  readonly version: string;
  readonly tools: readonly string[];
  readonly uptimeSec: () => number;
  readonly logDropped: () => number;
  /** The state that the breaker of each tool is in. */
  readonly breakers: () => ReadonlyMap<string, BreakerState>;
  readonly reloads: () => ReloadFacts;
  /** The isolation in force; null while it is being tried out. */
  readonly sandboxTier: () => string | null;
}

/** The metrics of one server, in a registry of its own. Labels come from closed sets: a stranger's word is `other`. */
export function createMetrics(facts: MetricFacts): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const toolLabel = (tool: string): string => (facts.tools.includes(tool) ? tool : 'other');

  const executions = new Counter({
    name: 'mcp_tool_execution_total',
    help: 'Calls of a tool that have ended, by status and error type.',
    labelNames: ['tool', 'status', 'error_type'],
    registers,
  });
  const seconds = new Histogram({
    name: 'mcp_tool_execution_seconds',
    help: 'Seconds from spawn until the process group was gone.',
    labelNames: ['tool'],
    buckets,
    registers,
  });
  const active = new Gauge({
    name: 'mcp_tool_active',
    help: 'Calls whose program runs now.',
    labelNames: ['tool'],
    registers,
  });
  const toolErrors = new Counter({
    name: 'mcp_tool_errors_total',
    help: 'Calls that ended with an error, by error type.',
    labelNames: ['tool', 'error_type'],
    registers,
  });
  const requests = new Counter({ name: 'mcp_system_requests_total', help: 'Protocol requests.', registers });
  const errors = new Counter({
    name: 'mcp_system_errors_total',
    help: 'Protocol requests that failed, by error type.',
    labelNames: ['error_type'],
    registers,
  });
  const connections = new Gauge({
    name: 'mcp_system_active_connections',
    help: 'Client connections that are open now.',
    registers,
  });
  const queueSeconds = new Histogram({
    name: 'bailiwick_tool_queue_wait_seconds',
    help: 'Seconds that a call waited for a place.',
    labelNames: ['tool'],
    buckets,
    registers,
  });
  const outputBytes = new Counter({
    name: 'bailiwick_tool_output_bytes_total',
    help: 'Bytes that programs wrote, kept or not.',
    labelNames: ['tool', 'stream'],
    registers,
  });
  registerCollected(registry, facts);
  const ranIn = registerSandbox(registry, facts.sandboxTier);
  const breakerChanged = registerBreakers(registry, facts);
  for (const tool of facts.tools) {
    active.set({ tool }, 0);
    for (const stream of ['stdout', 'stderr']) outputBytes.inc({ tool, stream }, 0);
  }
  for (const error_type of errorTypes) errors.inc({ error_type }, 0);

  const observe = (event: RunEvent): void => {
    const tool = toolLabel(event.tool);
    switch (event.type) {
      case 'queued':
      case 'progress':
        return;
      case 'started':
        active.inc({ tool });
        queueSeconds.observe({ tool }, event.queueSec);
        return;
      case 'finished':
        active.dec({ tool });
        seconds.observe({ tool }, event.result.execution_time);
        if (event.result.metadata.sandbox !== null) ranIn(event.result.metadata.sandbox);
        outputBytes.inc({ tool, stream: 'stdout' }, event.result.metadata.stdout_bytes);
        outputBytes.inc({ tool, stream: 'stderr' }, event.result.metadata.stderr_bytes);
        break;
      case 'refused':
      case 'planned':
        break;
    }
    const errorType = event.result.error?.error_type ?? 'none';
    executions.inc({ tool, status: event.result.status, error_type: errorType });
    if (errorType !== 'none') toolErrors.inc({ tool, error_type: errorType });
  };

  return {
    observe,
    breakerChanged,
    request: (errorType) => {
      requests.inc();
      if (errorType !== null)
        errors.inc({ error_type: errorTypes.find((known) => known === errorType) ?? 'unknown' });
    },
    connection: (change) => {
      connections.inc(change);
    },
    render: async () => ({ body: await registry.metrics(), contentType: registry.contentType }),
  };
}

/** Series that are read when they are asked for. */
function registerCollected(registry: Registry, facts: MetricFacts): void {
  const registers = [registry];
  const uptime = new Gauge({
    name: 'mcp_system_uptime_seconds',
    help: 'Seconds since the server started.',
    registers,
    collect: () => {
      uptime.set(facts.uptimeSec());
    },
  });
  const dropped = new Gauge({
    name: 'bailiwick_log_dropped',
    help: 'Log lines that were let go because nobody read them.',
    registers,
    collect: () => {
      dropped.set(facts.logDropped());
    },
  });
  const build = new Gauge({
    name: 'bailiwick_build_info',
    help: 'Always 1; the labels name the version.',
    labelNames: ['version'],
    registers,
  });
  build.set({ version: facts.version }, 1);
  registerReloads(registry, facts.reloads);
}
