import type { Kysely } from 'kysely';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import type { Blobs } from './blobs.ts';

export interface WantedOutput {
  readonly runId: string;
  /** `result`, `stdout`, `stderr`; of the second program of the run `2.stdout`, and so on. */
  readonly name: string;
}

/** Content that is kept of a run, to the byte. */
export interface Output {
  readonly bytes: Uint8Array;
  /** Whether that is all that was printed. */
  readonly complete: boolean;
  readonly sha256: string;
}

/** Content that was kept of a run until it was too old, or until the space was wanted. */
export interface PrunedOutput {
  readonly bytes: null;
  /** Milliseconds since the Unix epoch. */
  readonly prunedAt: number;
}

/** Reads what is kept of a run under a name; null where there never was anything. */
export async function readOutput(
  db: Kysely<Tables>,
  blobs: Blobs,
  { runId, name }: WantedOutput,
): Promise<Output | PrunedOutput | null> {
  const row = await db
    .selectFrom('run_output')
    .innerJoin('blob', 'blob.sha256', 'run_output.sha256')
    .where('run_id', '=', runId)
    .where('name', '=', name)
    .select(['blob.sha256', 'blob.bytes', 'blob.body', 'blob.pruned_at', 'complete'])
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.pruned_at !== null) return { bytes: null, prunedAt: row.pruned_at };
  const bytes = await blobs.read(row);
  if (bytes === null) throw new StoreTrouble('swapped');
  return { bytes, complete: row.complete === 1, sha256: row.sha256 };
}
