import { failure, type Failure } from '../kernel/failure.ts';
import type { PrunedOutput } from '../store/blobs/read-output.ts';

/** Why an output of a run cannot be read: it was removed, or never was. */
export function unkeptOutput(
  id: string,
  name: string,
  pruned: PrunedOutput | null,
  next: readonly string[],
): Failure {
  if (pruned === null)
    return failure('run.not_found', `Nothing is kept of ${name} of the run ${id}.`, {
      field: 'stream',
      next,
    });
  const day = new Date(pruned.prunedAt).toISOString().slice(0, 10);
  return failure(
    'run.not_found',
    `${name} of the run ${id} was removed on ${day}, for its age (database.keep_outputs_days) or for space (limits.artifacts_total_bytes).`,
    { field: 'stream', next },
  );
}
