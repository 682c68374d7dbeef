/** IPv4 addresses from `lo` to `hi`, both included, as numbers below 2^32: a check on numbers costs a tenth of one on bigints. */
export interface Interval4 {
  readonly family: 4;
  readonly lo: number;
  readonly hi: number;
}

/** IPv6 addresses from `lo` to `hi`, both included. */
export interface Interval6 {
  readonly family: 6;
  readonly lo: bigint;
  readonly hi: bigint;
}

/** A run of addresses of one family. It is always judged whole, never by its first address alone. */
export type Interval = Interval4 | Interval6;

/** How many addresses an interval covers; above 2^53 the nearest number. */
export const sizeOf = (interval: Interval): number =>
  interval.family === 4 ? interval.hi - interval.lo + 1 : Number(interval.hi - interval.lo + 1n);

/** True where two intervals share an address. */
export const overlaps = (a: Interval, b: Interval): boolean =>
  a.family === b.family && a.lo <= b.hi && b.lo <= a.hi;

/** True where `outer` holds every address of `inner`. */
export const covers = (outer: Interval, inner: Interval): boolean =>
  outer.family === inner.family && outer.lo <= inner.lo && inner.hi <= outer.hi;
