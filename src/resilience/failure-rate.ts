/** When too large a part of the latest calls failed. */
export interface RateTerms {
  /** This many failures of a hundred calls trip; 1 to 100. */
  readonly percent: number;
  /** How many of the latest calls are looked at; 1 to 100. */
  readonly calls: number;
  /** Fewer calls than this show nothing. */
  readonly minimumCalls: number;
  /** What is older says nothing about the tool as it is now, however few calls came since. */
  readonly maxAgeMs: number;
}

/** How a call ended that counts. */
export interface Seen {
  readonly failed: boolean;
  readonly atMs: number;
}

/** The latest calls with one more. As many are kept as any terms look at, for others may come into force. */
export const withSeen = (recent: readonly Seen[], seen: Seen): readonly Seen[] =>
  [...recent, seen].slice(-mostCalls);

/** Whether as many of the latest calls failed as trips a breaker. */
export function isTooHigh(recent: readonly Seen[], rate: RateTerms | null, nowMs: number): boolean {
  if (rate === null) return false;
  const seen = recent.filter(({ atMs }) => nowMs - atMs < rate.maxAgeMs).slice(-rate.calls);
  const failed = seen.filter((each) => each.failed).length;
  return seen.length >= rate.minimumCalls && failed * 100 >= rate.percent * seen.length;
}

const mostCalls = 100;
