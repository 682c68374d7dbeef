/** For how long and how much is kept beside the audit log, which is never pruned here. */
export interface Retention {
  readonly keepRunsMs: number;
  /** What programs printed; results are kept as long as their runs. */
  readonly keepOutputsMs: number;
  /** The most that all contents take together, as they are stored. */
  readonly totalBytes: number;
}

/** What was removed. */
export interface Pruned {
  readonly runs: number;
  /** Contents whose run is still known, and says so. */
  readonly outputs: number;
}
