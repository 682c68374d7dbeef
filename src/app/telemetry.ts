import type { LoadedConfig } from '../config/load.ts';
import type { Logger } from '../host/logger.ts';
import type { MetricFacts, Metrics } from '../host/metrics.ts';
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
  readonly connection: (change: 1 | -1) => void;
  readonly stats: () => Stats;
  /** Null where metrics are switched off, or nothing could scrape them. */
  readonly metrics: Metrics | null;
}

interface TelemetrySettings {
  readonly loaded: LoadedConfig;
  readonly catalogue: readonly Tool[];
  readonly logger: Logger;
  readonly version: string;
}

type Facts = Pick<MetricFacts, 'breakers' | 'reloads' | 'sandboxTier'>;

/** Puts together what takes the events of one server. */
export async function createTelemetry(
  settings: TelemetrySettings,
  clock: Clock,
  facts: Facts,
): Promise<Telemetry> {
  const { catalogue, logger } = settings;
  const stats = createServerStats(
    catalogue.map(({ name }) => name),
    clock,
  );
  const metrics = await metricsOf(settings, { ...facts, uptimeSec: stats.uptimeSec });
  const tell = createObserver(logger, metrics);
  return {
    observe: (event) => {
      stats.observe(event);
      tell(event);
    },
    breakerChanged: createBreakerObserver(logger, metrics),
    request: (errorType) => {
      stats.request(errorType !== null);
      metrics?.request(errorType);
    },
    connection: (change) => {
      stats.connection(change);
      metrics?.connection(change);
    },
    stats: stats.read,
    metrics,
  };
}

/** The registry is loaded only where something can scrape it: clients start a stdio server for every session. */
async function metricsOf(
  { loaded, catalogue, logger, version }: TelemetrySettings,
  facts: Facts & Pick<MetricFacts, 'uptimeSec'>,
): Promise<Metrics | null> {
  const { metrics, server } = loaded.config;
  if (!metrics.enabled || server.transport !== 'http') return null;
  const { createMetrics } = await import('../host/metrics.ts');
  return createMetrics({
    ...facts,
    version,
    tools: catalogue.map(({ name }) => name),
    logDropped: logger.dropped,
  });
}
