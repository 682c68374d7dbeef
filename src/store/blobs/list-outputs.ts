import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** What is known of an output without reading it. */
export interface OutputFacts {
  /** As `WantedOutput` has it. */
  readonly name: string;
  readonly bytes: number;
  /** Whether that is all that was printed. */
  readonly complete: boolean;
  readonly sha256: string;
  /** When it was removed, milliseconds since the Unix epoch; null where it can be read. */
  readonly prunedAt: number | null;
}

/** Lists what is or was kept of a run, by name. */
export async function listOutputs(db: Kysely<Tables>, runId: string): Promise<readonly OutputFacts[]> {
  const rows = await db
    .selectFrom('run_output')
    .innerJoin('blob', 'blob.sha256', 'run_output.sha256')
    .where('run_id', '=', runId)
    .select(['name', 'bytes', 'complete', 'blob.sha256', 'pruned_at'])
    .orderBy('name')
    .execute();
  return rows.map(({ complete, pruned_at, ...row }) => ({
    ...row,
    complete: complete === 1,
    prunedAt: pruned_at,
  }));
}
