import type { Transaction } from 'kysely';
import type { EndedSlice } from '../../pipeline/ports.ts';
import type { StoredOutput } from '../blobs/stored-output.ts';
import { noteOutputs } from '../runs/record-run.ts';
import type { Tables } from '../tables.ts';

/** Takes note of what a slice printed, and that it is done; it is not where some of that is missing, which nobody could read again. */
export async function noteSlice(
  tx: Transaction<Tables>,
  { runId, position, target, returncode, complete, outputs }: EndedSlice,
  stored: readonly StoredOutput[],
  at: number,
): Promise<void> {
  await noteOutputs(tx, runId, stored, at);
  if (stored.length < outputs.length || stored.some((output) => !output.complete)) return;
  const digestOf = (stream: 'stdout' | 'stderr'): string | null =>
    stored.find(({ name }) => name.endsWith(stream))?.sha256 ?? null;
  await tx
    .insertInto('slice')
    .values({
      run_id: runId,
      position,
      target,
      returncode,
      complete: complete ? 1 : 0,
      stdout: digestOf('stdout'),
      stderr: digestOf('stderr'),
    })
    .execute();
}
