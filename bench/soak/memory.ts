import { readFileSync } from 'node:fs';

/** Watches the resident memory of a process. */
export interface MemoryWatch {
  /**
   * How many bytes a straight line rises over all of the time. It goes through the least of each half minute, since what a
   * collector has not collected yet is no leak; the first fifth is warming up and left out.
   */
  readonly rise: () => number;
  readonly largest: () => number;
  readonly stop: () => void;
}

/** Looks once a second. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(residentBytes(pid)), 1000);
  return {
    rise: () => riseOf(leastOf(samples.slice(Math.floor(samples.length / 5)))),
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
