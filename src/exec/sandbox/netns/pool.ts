import type { Result } from '../../../kernel/result.ts';
import type { Reach } from './reach.ts';

/** A namespace that one run has to itself. */
export interface Lease {
  /**
   * What stands before a command line: it lets the namespace reach what the run may and nothing of what the last one could,
   * enters it, and turns into the rest. Where that fails, nothing of the rest is started.
   */
  readonly words: readonly string[];
  /** The namespace, such as `bwk0s3`. */
  readonly name: string;
  /** Gives it back: only when no process of the run is left. Idempotent. */
  readonly release: () => void;
}

/** Network namespaces that are made ahead and used again. */
export interface Pool {
  /** It waits for nobody: with no namespace free, one more is made. The error is a clause. */
  readonly take: (reach: Reach, as: 'nobody' | 'root') => Promise<Result<Lease, string>>;
  /** All that was made here, by name. */
  readonly made: () => readonly string[];
  /** Why no IPv6 passes, as a clause; null where it does. */
  readonly withoutIpv6: string | null;
  /** Removes all of it. Idempotent. */
  readonly close: () => Promise<void>;
}
