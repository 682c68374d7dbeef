/** The addresses from `lo` to `hi`, both included, of one family. IPv4 addresses are numbers below 2^32. */
export interface Interval {
  readonly family: 4 | 6;
  readonly lo: bigint;
  readonly hi: bigint;
}
