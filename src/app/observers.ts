import type { Logger } from '../host/logger.ts';
import type { Metrics } from '../host/metrics/metrics.ts';
import { outcomeOf } from '../kernel/call-outcome.ts';
import type { CallResult } from '../kernel/call-result.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import type { BreakerTransition } from '../resilience/breaker.ts';

/** Turns the events of runs into log lines and metrics. */
export const createObserver =
  (logger: Pick<Logger, 'log'>, metrics: Metrics | null) =>
  (event: RunEvent): void => {
    metrics?.observe(event);
    const ids = { run_id: event.runId, correlation_id: event.correlationId, tool: event.tool };
    switch (event.type) {
      case 'queued':
        return logger.log('debug', 'run.queued', { ...ids, waiting: event.waiting });
      case 'started':
        return logger.log('debug', 'run.started', { ...ids, queue_sec: event.queueSec });
      case 'progress':
        // What a program says of its progress is no matter for a log.
        return logger.log('trace', 'run.progress', {
          ...ids,
          done: event.progress.done,
          total: event.progress.total,
        });
      case 'finished':
      case 'refused':
      case 'planned':
        return logger.log('info', 'tool.call', lineOf(event.result));
    }
  };

/** Turns the changes of breakers into log lines and metrics; one that only observes is told as such, and counted with the rest. */
export const createBreakerObserver =
  (logger: Pick<Logger, 'log'>, metrics: Metrics | null) =>
  ({ name: tool, from, to, cause, note, shadow }: BreakerTransition): void => {
    metrics?.breakerChanged(tool, from, to);
    const level = to === 'open' || to === 'isolated' ? 'warn' : 'info';
    logger.log(level, 'breaker.changed', { tool, from, to, cause, note, shadow });
  };

/** One line for one call: who and how it ended; no target text and no output. */
const lineOf = (result: CallResult): Readonly<Record<string, unknown>> => ({
  run_id: result.run_id,
  correlation_id: result.correlation_id,
  tool: result.tool,
  status: result.status,
  outcome: outcomeOf(result),
  code: result.error?.code ?? null,
  returncode: result.returncode,
  execution_time: result.execution_time,
  duration_ms: Math.round(result.execution_time * 1e6) / 1e3,
  queue_sec: result.metadata.queue_sec,
  stdout_bytes: result.metadata.stdout_bytes,
  stderr_bytes: result.metadata.stderr_bytes,
});
