import type { Clock } from '../../kernel/clock.ts';
import { createCpuUsage } from '../cpu-usage.ts';
import { diskUsage } from '../disk-usage.ts';
import { createLoopDelay } from '../loop-delay.ts';
import { memoryUsage } from '../memory-usage.ts';
import { runsRoot } from '../places.ts';
import { keptFor } from './kept-reading.ts';
import { machineCollectors } from './machine-collectors.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { serverCollectors, type ServerFacts } from './server-collectors.ts';

/** What is measured, and what it is measured by. */
export interface MeasuredServer {
  readonly version: string;
  readonly tools: readonly string[];
  readonly clock: Clock;
  /** Where the audit file is: the disk that matters. */
  readonly dataFolder: string;
  /** How old a reading of the machine may be, milliseconds. */
  readonly readingsMs: () => number;
  readonly facts: ServerFacts;
}

/** Makes the metrics of one server over the readings of this machine, and begins to measure the event loop; `stop` ends that. */
export function metricsOfServer({ version, tools, clock, dataFolder, readingsMs, facts }: MeasuredServer): {
  readonly metrics: Metrics;
  readonly stop: () => void;
} {
  const loopDelay = createLoopDelay();
  const machine = machineCollectors({
    cpu: createCpuUsage(),
    memory: memoryUsage,
    dataDisk: () => diskUsage(dataFolder),
    runsDisk: () => diskUsage(runsRoot()),
    loopDelayMs: loopDelay.p99Ms,
  });
  loopDelay.start();
  const collectors = {
    ...serverCollectors(facts),
    resources: keptFor(readingsMs, machine.resources, clock),
    process: keptFor(readingsMs, machine.process, clock),
  };
  return { metrics: createMetrics({ version, tools, collectors, clock }), stop: loopDelay.stop };
}
