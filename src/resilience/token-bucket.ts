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
  /** A bucket that is full says nothing, and is not kept. */
  const kept = new Map<string, Bucket>();
  let sweepAt = fewest;

  const sweep = (nowUs: number): void => {
    for (const [key, { fullAtUs }] of kept) if (fullAtUs <= nowUs) kept.delete(key);
    // Twice what is left, so that a sweep costs each token a constant.
    sweepAt = Math.max(fewest, kept.size * 2);
  };

  return {
    size: () => kept.size,
    take: (wanted) => {
      const nowUs = Math.floor(monotonicMs() * 1000);
      let of: Wanted | null = null;
      let longestUs = 0;
      for (const each of wanted) {
        const { key, terms } = each;
        const waitUs = lacksUs(kept.get(key), terms, nowUs) - (terms.burst - 1) * intervalOf(terms);
        if (waitUs <= longestUs) continue;
        longestUs = waitUs;
        of = each;
      }
      if (of !== null) return { ok: false, of, retryAfterMs: Math.ceil(longestUs / 1000) };
      for (const { key, terms } of wanted) {
        const intervalUs = intervalOf(terms);
        kept.set(key, { fullAtUs: nowUs + lacksUs(kept.get(key), terms, nowUs) + intervalUs, intervalUs });
      }
      if (kept.size >= sweepAt) sweep(nowUs);
      return { ok: true };
    },
  };
}

/** When a bucket will be full again, and how long a token took at that time. */
interface Bucket {
  readonly fullAtUs: number;
  readonly intervalUs: number;
}

/** How long a bucket takes to fill: as many tokens as it lacks, each as long as it takes now. */
function lacksUs(bucket: Bucket | undefined, terms: BucketTerms, nowUs: number): number {
  if (bucket === undefined || bucket.fullAtUs <= nowUs) return 0;
  const leftUs = bucket.fullAtUs - nowUs;
  const intervalUs = intervalOf(terms);
  return bucket.intervalUs === intervalUs ? leftUs : Math.ceil((leftUs / bucket.intervalUs) * intervalUs);
}

/** Whole microseconds, rounded up: sums of them are exact, and never give more than the rate. */
const intervalOf = ({ perMinute }: BucketTerms): number => Math.ceil(60_000_000 / perMinute);

/** Fewer buckets than this are not worth a sweep. */
const fewest = 1024;
