import { readFileSync } from 'node:fs';

/** Watches the resident memory of a process. */
export interface MemoryWatch {
  /** How many bytes a straight line through the samples rises over all of the time; the first fifth is warming up and left out. */
  readonly rise: () => number;
  readonly largest: () => number;
  readonly stop: () => void;
}

/** Looks once a second. */
export function watchMemory(pid: number): MemoryWatch {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(residentBytes(pid)), 1000);
  return {
    rise: () => riseOf(samples.slice(Math.floor(samples.length / 5))),
    largest: () => Math.max(...samples),
    stop: () => clearInterval(timer),
  };
}

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
