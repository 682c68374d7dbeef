/** How much is asked in one round. */
export interface Load {
  /** Calls one after the other. */
  readonly sequential: number;
  /** Calls `width` at a time. */
  readonly concurrent: number;
}

/** The concurrency of every throughput figure. */
export const width = 32;

/** Milliseconds of each of `count` calls, one after the other. */
export async function latenciesOf(count: number, once: () => Promise<unknown>): Promise<readonly number[]> {
  const latencies: number[] = [];
  for (let left = count; left > 0; left -= 1) {
    const from = performance.now();
    await once();
    latencies.push(performance.now() - from);
  }
  return latencies;
}

/** Calls a second of `count` calls, `width` at a time. */
export async function rateOf(count: number, once: () => Promise<unknown>): Promise<number> {
  let left = count;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once();
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: width }, lane));
  return (count * 1000) / (performance.now() - from);
}
