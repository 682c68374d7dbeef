import { readFileSync } from 'node:fs';

/** Watches the resident memory of a process. */
export interface MemoryWatch {
  /**
   * How many bytes a straight line rises over all of the time. It goes through the least of each half minute, since what a
   * collector has not collected yet is no leak.
   */
  readonly rise: () => number;
  readonly largest: () => number;
  readonly stop: () => void;
}

/** Looks once a second, from `afterSec` seconds on: what a process has not done yet, it has no memory for yet. */
export function watchMemory(pid: number, afterSec: number): MemoryWatch {
  const samples: number[] = [];
  let seconds = 0;
  const look = (): void => {
    seconds += 1;
    if (seconds > afterSec) samples.push(residentBytes(pid));
  };
  const timer = setInterval(look, 1000);
  return {
    rise: () => riseOf(leastOf(samples)),
    largest: () => Math.max(...samples),
    stop: () => clearInterval(timer),
  };
}

/** The least of each half minute. */
export const leastOf = (samples: readonly number[]): readonly number[] =>
  Array.from({ length: Math.ceil(samples.length / halfMinute) }, (_, at) =>
    Math.min(...samples.slice(at * halfMinute, (at + 1) * halfMinute)),
  );

const halfMinute = 30;

/** By the least squares. */
export function riseOf(samples: readonly number[]): number {
  const [middle, average] = [(samples.length - 1) / 2, mean(samples)];
  const covariance = mean(samples.map((sample, at) => (at - middle) * (sample - average)));
  const variance = mean(samples.map((_, at) => (at - middle) ** 2));
  return variance === 0 ? 0 : (covariance / variance) * (samples.length - 1);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const residentBytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) * 1024;
