/** How often something may happen. */
export interface BucketTerms {
  /** In the long run; at least 1. */
  readonly perMinute: number;
  /** How often at once, after a rest; at least 1. */
  readonly burst: number;
}

/** A token of the bucket of this name. */
export interface Wanted {
  readonly key: string;
  readonly terms: BucketTerms;
}

export type Taken =
  | { readonly ok: true }
  /** Nothing was taken. `of` has the longest wait; whoever waits for it, alone, is given all tokens then. */
  | { readonly ok: false; readonly of: Wanted; readonly retryAfterMs: number };

/** Token buckets by name. Within any time T each gives at most burst + rate · T tokens, whatever is asked. */
export interface Buckets {
  /** Takes one token of each, or none of any. */
  readonly take: (wanted: readonly Wanted[]) => Taken;
  /** How many buckets are kept: those that are not full. */
  readonly size: () => number;
}

/** Makes buckets, all of them full. `monotonicMs` must not go back. */
export function createBuckets(monotonicMs: () => number): Buckets {
  /** When each will be full again. A bucket that is full says nothing, and is not kept. */
  const fullAtUs = new Map<string, number>();
  let sweepAt = fewest;

  const sweep = (nowUs: number): void => {
    for (const [key, atUs] of fullAtUs) if (atUs <= nowUs) fullAtUs.delete(key);
    // Twice what is left, so that a sweep costs each token a constant.
    sweepAt = Math.max(fewest, fullAtUs.size * 2);
  };

  return {
    size: () => fullAtUs.size,
    take: (wanted) => {
      const nowUs = Math.floor(monotonicMs() * 1000);
      let of: Wanted | null = null;
      let longestUs = 0;
      for (const each of wanted) {
        const waitUs =
          (fullAtUs.get(each.key) ?? nowUs) - nowUs - (each.terms.burst - 1) * intervalUs(each.terms);
        if (waitUs <= longestUs) continue;
        longestUs = waitUs;
        of = each;
      }
      if (of !== null) return { ok: false, of, retryAfterMs: Math.ceil(longestUs / 1000) };
      for (const { key, terms } of wanted)
        fullAtUs.set(key, Math.max(fullAtUs.get(key) ?? nowUs, nowUs) + intervalUs(terms));
      if (fullAtUs.size >= sweepAt) sweep(nowUs);
      return { ok: true };
    },
  };
}

/** Whole microseconds, rounded up: sums of them are exact, and never give more than the rate. */
const intervalUs = ({ perMinute }: BucketTerms): number => Math.ceil(60_000_000 / perMinute);

/** Fewer buckets than this are not worth a sweep. */
const fewest = 1024;
