import { dirname } from 'node:path';
import type { Config } from '../../config/schema.ts';
import { createCpuUsage } from '../../host/cpu-usage.ts';
import { diskUsage } from '../../host/disk-usage.ts';
import { hasDependency } from '../../host/find-dependency.ts';
import type { Logger } from '../../host/logger.ts';
import { createLoopDelay } from '../../host/loop-delay.ts';
import { memoryUsage } from '../../host/memory-usage.ts';
import { runsRoot } from '../../host/places.ts';
import type { Clock } from '../../kernel/clock.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { createHealthChecks, type HealthChecks } from './health-checks.ts';
import { machineChecks } from './machine-checks.ts';
import { serverChecks, type ServerFacts } from './server-checks.ts';

/** What the health of a server is made of. */
export interface HealthSources {
  readonly facts: ServerFacts;
  readonly config: () => Config;
  /** The audit file; its folder is the one whose disk matters. */
  readonly auditFile: string;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'log'>;
}

/** Makes the checks of one server, over the readings of this machine. Nothing is read before they are started. */
export function healthOfServer(sources: HealthSources): Result<HealthChecks> {
  const { facts, config, auditFile, clock, logger } = sources;
  const loopDelay = createLoopDelay();
  const startedMs = clock.monotonicMs();
  const checks = [
    ...serverChecks(facts),
    ...machineChecks(
      {
        machine: {
          cpu: createCpuUsage(),
          memory: memoryUsage,
          dataDisk: () => diskUsage(dirname(auditFile)),
          runsDisk: () => diskUsage(runsRoot()),
        },
        process: {
          pid: process.pid,
          ageSec: () => (clock.monotonicMs() - startedMs) / 1000,
          memoryBytes: () => process.memoryUsage.rss(),
          cpuSec: () => {
            const { user, system } = process.cpuUsage();
            return (user + system) / 1e6;
          },
          loopDelayMs: loopDelay.p99Ms,
        },
        hasDependency: (name) => hasDependency(name, config().tool.search_path),
      },
      () => config().health,
    ),
  ];
  const made = createHealthChecks(checks, {
    clock,
    random: Math.random,
    onChange: (check, from, to) =>
      logger.log(to === 'pass' ? 'info' : 'warn', 'health.changed', { check, from, to }),
    onBug: (thrown, check) => logger.log('error', 'internal.error', { check, trace: thrown }),
  });
  if (!made.ok) return made;
  return ok({
    ...made.value,
    start: () => {
      loopDelay.start();
      made.value.start();
    },
    stop: () => {
      made.value.stop();
      loopDelay.stop();
    },
  });
}
