import type { Result } from '../kernel/result.ts';
import type { AuditLog, SliceLedger } from '../pipeline/ports.ts';
import type { Checkpoint, Head } from './audit/checkpoint.ts';
import type { OutputFacts } from './blobs/list-outputs.ts';
import type { Output, PrunedOutput, WantedOutput } from './blobs/read-output.ts';
import type { InventoryStore } from './inventory/inventory-store.ts';
import type { Pruned, Retention } from './retention/retention.ts';
import type { ClaimedKey, KeyClaim } from './runs/claim-key.ts';
import type { RunFacts, RunFilter } from './runs/run-facts.ts';
import type { CutSegment, SignedSegment, WantedSegment } from './segments/segment.ts';

/** What bailiwick remembers. Nothing here throws or rejects; without a record nothing may be started. */
export interface Store extends AuditLog, InventoryStore {
  /** The newest runs that fit, newest first. */
  readonly runs: (filter: RunFilter) => Promise<Result<readonly RunFacts[]>>;
  /** The processes whose runs have no end yet, by their names. */
  readonly unfinishedOwners: () => Promise<Result<readonly string[]>>;
  /** Records that the runs of a process were interrupted, which is gone; their ids. */
  readonly interrupt: (owner: string) => Promise<Result<readonly string[]>>;
  /** Whose run a key stands for; before one is started with a key it is claimed. */
  readonly claimKey: (claim: KeyClaim) => Promise<Result<ClaimedKey>>;
  /** What is kept of a run; null where there is no such run, or nothing of that name. */
  readonly output: (wanted: WantedOutput) => Promise<Result<Output | PrunedOutput | null>>;
  /** What there is to be read of a run. */
  readonly outputs: (runId: string) => Promise<Result<readonly OutputFacts[]>>;
  /** Removes what need not be kept any longer, but nothing of the audit log. */
  readonly prune: (retention: Retention) => Promise<Result<Pruned>>;
  /** Which slices of runs are done. */
  readonly slices: SliceLedger;
  /** The newest record of the audit log, after a look at all since a head that was signed; null where there is none. */
  readonly head: (since: Head | null) => Promise<Result<Head | null>>;
  /** The newest head that says it was signed with a key; null where there is none. */
  readonly newestCheckpoint: (keyId: string) => Promise<Result<Checkpoint | null>>;
  /** Keeps a signed head of the audit log. */
  readonly checkpoint: (signed: Checkpoint) => Promise<Result<null>>;
  /** Writes the oldest records to a file, as far as they may leave the database; null where none is old enough. */
  readonly cutSegment: (wanted: WantedSegment) => Promise<Result<CutSegment | null>>;
  /** Takes them out of the database, and records that. */
  readonly dropSegment: (segment: SignedSegment) => Promise<Result<null>>;
  /** Whether a record is likely to be taken now; cheap, for readiness. */
  readonly writable: () => Promise<boolean>;
  /** Who else could replace the log, in one sentence; null where nobody can. */
  readonly exposure: () => Promise<string | null>;
  /** Idempotent. */
  readonly close: () => Promise<void>;
}
