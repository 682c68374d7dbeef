import { readdir } from 'node:fs/promises';
import type { Result } from '../../kernel/result.ts';
import type { Collector } from './collection.ts';
import type { CollectorName } from './collector-names.ts';
import { reading } from './reading.ts';

/** How much of a resource is in use, percent: null where it is not known yet, and an error where it cannot be read. */
export interface ResourceReadings {
  readonly cpu: () => Promise<Result<number | null, string>>;
  readonly memory: () => Promise<number>;
  readonly dataDisk: () => Promise<Result<number, string>>;
  readonly runsDisk: () => Promise<Result<number, string>>;
  /** How late the event loop came to its work since it was asked last, milliseconds; null where that is not known. */
  readonly loopDelayMs: () => number | null;
}

/** Reads this machine and this process. Nothing is told as 0 that could not be read: its series is absent. */
export const machineCollectors = (
  readings: ResourceReadings,
): Readonly<Record<Extract<CollectorName, 'resources' | 'process'>, Collector>> => ({
  resources: async () => {
    const [cpu, memory, data, runs] = await Promise.all([
      readings.cpu(),
      readings.memory(),
      readings.dataDisk(),
      readings.runsDisk(),
    ]);
    const percents = {
      cpu: cpu.ok ? cpu.value : null,
      memory,
      data_disk: data.ok ? data.value : null,
      runs_disk: runs.ok ? runs.value : null,
    };
    return Object.entries(percents).flatMap(([resource, percent]) =>
      percent === null ? [] : [reading('bailiwick_resource_usage_ratio', { resource }, percent / 100)],
    );
  },
  process: async () => {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed, heapTotal } = process.memoryUsage();
    const delayMs = readings.loopDelayMs();
    const files = await openFiles();
    return [
      reading('process_start_time_seconds', {}, startTimeSec),
      reading('process_cpu_seconds_total', {}, (user + system) / 1e6),
      reading('process_resident_memory_bytes', {}, rss),
      ...(files === null ? [] : [reading('process_open_fds', {}, files)]),
      reading('nodejs_heap_size_used_bytes', {}, heapUsed),
      reading('nodejs_heap_size_total_bytes', {}, heapTotal),
      ...(delayMs === null ? [] : [reading('nodejs_eventloop_lag_p99_seconds', {}, delayMs / 1000)]),
    ];
  },
});

/** It must not move with the wall clock: a change of it says that the process is another. */
const startTimeSec = performance.timeOrigin / 1000;

/** Null where this system does not tell. The descriptor that lists them is one of them. */
async function openFiles(): Promise<number | null> {
  const open = await readdir('/proc/self/fd').catch(() => null);
  return open === null ? null : open.length - 1;
}
