import type { Selectable } from 'kysely';
import type { SignedSegment } from './segments/segment.ts';

/** Every table of the store, as both databases have it. Times are milliseconds since the Unix epoch. */
export interface Tables {
  readonly audit: AuditTable;
  readonly audit_checkpoint: CheckpointTable;
  readonly audit_segment: SignedSegment;
  readonly run: RunTable;
  readonly run_output: RunOutputTable;
  readonly blob: BlobTable;
  readonly baseline: BaselineTable;
  readonly sliced_run: SlicedRunTable;
  readonly slice: SliceTable;
  readonly idempotency_key: IdempotencyKeyTable;
}

/** The chain; it only grows. */
interface AuditTable {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly principal: string;
  readonly run_id: string;
  readonly body: string;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** Signed heads of the chain. */
interface CheckpointTable {
  readonly seq: number;
  readonly key_id: string;
  readonly hash: string;
  readonly at: number;
  readonly signature: string;
}

/** What became of each call that was decided about; what the chain proves is told here in a form that can be asked. */
interface RunTable {
  readonly id: string;
  readonly created_at: number;
  readonly channel: string;
  readonly principal: string;
  readonly client: string | null;
  readonly correlation_id: string;
  readonly tool: string;
  readonly target: string | null;
  /** Of `RunState`. */
  readonly state: string;
  readonly code: string | null;
  readonly summary: string | null;
  readonly finished_at: number | null;
  /** The process that runs it, as `Owner` has it. */
  readonly owner: string;
}

/** What a run has left: its result, and what its program printed. */
interface RunOutputTable {
  readonly run_id: string;
  /** `result`, or what `KeptOutput` calls it. */
  readonly name: string;
  readonly sha256: string;
  readonly complete: number;
}

/** Contents, each once, by the SHA-256 of their bytes before compression. */
interface BlobTable {
  readonly sha256: string;
  readonly bytes: number;
  /** Compressed by zstd; null where it stands in a file, or is pruned. */
  readonly body: Uint8Array | null;
  /** When it was taken in last. */
  readonly created_at: number;
  readonly stored_bytes: number;
  /** When it was removed for its age or for space; its digest stays, and null means that it is there. */
  readonly pruned_at: number | null;
}

/** A run that is made slice by slice, as `SlicedRun` has it; lists and the arguments are JSON. */
interface SlicedRunTable {
  readonly run_id: string;
  readonly resumes: string | null;
  readonly input: string;
  readonly argv: string;
  readonly slices: string;
}

/** A slice that is done, of a run or of those that it goes on with. */
interface SliceTable {
  readonly run_id: string;
  /** Among all slices, from 1. */
  readonly position: number;
  readonly target: string;
  readonly returncode: number | null;
  readonly complete: number;
  /** The digests of what its program printed; null where that was nothing. */
  readonly stdout: string | null;
  readonly stderr: string | null;
}

/** The run that a principal's calls with a key have; key and arguments are digests, as `KeyClaim` has them. */
interface IdempotencyKeyTable {
  readonly principal: string;
  readonly key: string;
  readonly arguments: string;
  readonly run_id: string;
  /** The process that has claimed it. */
  readonly owner: string;
  readonly created_at: number;
}

/** What later runs are compared with. */
interface BaselineTable {
  readonly name: string;
  readonly created_at: number;
  /** The ids of the runs that it was made of, as JSON. */
  readonly runs: string;
  readonly hosts: number;
  /** Of the picture before it was compressed by zstd. */
  readonly bytes: number;
  /** A sighting as JSON. */
  readonly picture: Uint8Array;
}

export type RunRow = Selectable<RunTable>;
