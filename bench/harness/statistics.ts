/** The value below which `share` (0 to 1) of the samples lie; NaN where there are none. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** The middle of the samples: one slow round does not move it. */
export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

/** The lowest and the highest sample. */
export const spread = (samples: readonly number[]): readonly [number, number] => [
  Math.min(...samples),
  Math.max(...samples),
];
