/** No trip lasts longer than this because of earlier ones, in milliseconds, before the jitter. */
const longestGrownMs = 15 * 60 * 1000;

/**
 * How long the `trip`-th trip in a row lasts, in milliseconds. The first is exactly what the operator configured; each
 * later one doubles, with ±10 % rolled once per trip so that servers that failed together do not try again together.
 */
export function recoveryMs(baseMs: number, trip: number, random: () => number): number {
  if (trip <= 1) return baseMs;
  const grown = Math.min(baseMs * 2 ** (trip - 1), Math.max(baseMs, longestGrownMs));
  return grown * (0.9 + 0.2 * random());
}
