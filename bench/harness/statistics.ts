/** The value below which `share` (0 to 1) of the samples lie; NaN where there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle of the samples: one slow round does not move it. */
export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The lowest and the highest sample without the outermost tenth at either end: with more samples, chance gets no more say. */
export function spread(samples: readonly number[]): readonly [number, number] {
  const sorted = samples.toSorted((a, b) => a - b);
  const left = Math.floor(sorted.length / 10);
  return [sorted[left] ?? Number.NaN, sorted[sorted.length - 1 - left] ?? Number.NaN];
}
