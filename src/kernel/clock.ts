/** Time as a port. Durations and deadlines use `monotonicMs`; only records that people read use `wallMs`. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  readonly monotonicMs: () => number;
  /** Milliseconds since the Unix epoch; may jump. */
  readonly wallMs: () => number;
  /** Calls back once after `ms` milliseconds, unless the returned function is called first. */
  readonly after: (ms: number, callback: () => void) => () => void;
}
