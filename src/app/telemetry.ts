import { basename, dirname } from 'node:path';
import type { Config } from '../config/schema.ts';
import type { Logger } from '../host/logger.ts';
import type { MetricFormat, Exposition } from '../host/metrics/exposition.ts';
import type { Metrics, Operation } from '../host/metrics/metrics.ts';
import type { ServerFacts } from '../host/metrics/server-collectors.ts';
import { noTracing, type CallSpan, type TracedCall, type Tracing } from '../host/tracing/tracing.ts';
import type { Clock } from '../kernel/clock.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import type { BreakerTransition } from '../resilience/breaker.ts';
import type { Tool } from '../tools/tool.ts';
import { createBreakerObserver, createObserver } from './observers.ts';
import { createServerStats } from './stats/server-stats.ts';
import type { Stats } from './stats/stats.ts';

/** All that a server tells of its work: one stream of events makes its log, its metrics and its statistics. */
export interface Telemetry {
  readonly observe: (event: RunEvent) => void;
  readonly breakerChanged: (transition: BreakerTransition) => void;
  /** Counts a request of a protocol, and its error type where it failed. */
  readonly request: (errorType: string | null) => void;
  readonly operation: (operation: Operation) => void;
  /** Begins the span of a call, which its answer ends. */
  readonly trace: (call: TracedCall) => CallSpan;
  readonly connection: (change: 1 | -1) => void;
  readonly stats: () => Stats;
  /** All metrics; null where they are switched off, or nothing could scrape them. */
  readonly metrics: (format: MetricFormat) => Promise<Exposition | null>;
  /** Ends what it measures by the clock. Idempotent. */
  readonly stop: () => void;
}

/** What is told of, and what it takes from its surroundings. */
export interface TelemetrySources {
  readonly config: () => Config;
  readonly catalogue: readonly Tool[];
  readonly version: string;
  readonly logger: Logger;
  readonly auditFile: string;
  readonly clock: Clock;
  readonly facts: Omit<ServerFacts, 'uptimeSec' | 'log'>;
}

/** Puts together what takes the events of one server. */
export async function createTelemetry(sources: TelemetrySources): Promise<Telemetry> {
  const { logger } = sources;
  const stats = createServerStats(toolsOf(sources), sources.clock);
  const scraped = await scrapedMetrics(sources, stats.uptimeSec);
  const metrics = scraped?.metrics ?? null;
  const tracing = await tracingOf(sources);
  const tell = createObserver(logger, metrics);
  return {
    observe: (event) => {
      stats.observe(event);
      tracing.observe(event);
      tell(event);
    },
    breakerChanged: createBreakerObserver(logger, metrics),
    request: (errorType) => {
      stats.request(errorType !== null);
      metrics?.request(errorType);
    },
    operation: (operation) => metrics?.operation(operation),
    trace: tracing.begin,
    connection: (change) => {
      stats.connection(change);
      metrics?.connection(change);
    },
    stats: stats.read,
    metrics: async (format) => (await metrics?.render(format)) ?? null,
    stop: () => scraped?.stop(),
  };
}

const toolsOf = ({ catalogue }: TelemetrySources): readonly string[] => catalogue.map(({ name }) => name);

interface Scraped {
  readonly metrics: Metrics;
  readonly stop: () => void;
}

/** Metrics are loaded only where something can scrape them: clients start a stdio server for every session. */
async function scrapedMetrics(sources: TelemetrySources, uptimeSec: () => number): Promise<Scraped | null> {
  const { config, clock, version, logger, auditFile, facts } = sources;
  const { metrics, server } = config();
  if (!metrics.enabled || !metrics.prometheus_enabled || server.transport !== 'http') return null;
  const { metricsOfServer } = await import('../host/metrics/metrics-of-server.ts');
  return metricsOfServer({
    version,
    tools: toolsOf(sources),
    clock,
    dataFolder: dirname(auditFile),
    readingsMs: () => config().metrics.collection_interval * 1000,
    facts: { ...facts, uptimeSec, log: logger },
  });
}

/** The API of OpenTelemetry is loaded only where spans are wanted. */
async function tracingOf({ config, catalogue, version }: TelemetrySources): Promise<Tracing> {
  if (!config().metrics.tracing_enabled) return noTracing;
  const { openTelemetryTracing } = await import('../host/tracing/open-telemetry.ts');
  // Of an operator's own program the name alone: where it is, is nobody's business.
  const programs = catalogue.map(({ name, program }) => [name, basename(program.name)] as const);
  return openTelemetryTracing({ version, programs: new Map(programs) });
}
