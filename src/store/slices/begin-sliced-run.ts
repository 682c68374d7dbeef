import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SlicedRun } from '../../pipeline/ports.ts';
import type { Engine } from '../engine.ts';

/**
 * Notes a run that is sliced, with the slices that it takes over; `input.invalid` where another run has already gone on with the one
 * that it resumes.
 */
export async function beginSlicedRun({ db }: Engine, run: SlicedRun): Promise<Result<null>> {
  const { runId, resumes, input, argv, slices, taken } = run;
  return await db.transaction().execute(async (tx) => {
    const noted = await tx
      .insertInto('sliced_run')
      .values({
        run_id: runId,
        resumes,
        input: JSON.stringify(input),
        argv: JSON.stringify(argv),
        slices: JSON.stringify(slices),
      })
      .onConflict((conflict) => conflict.column('resumes').doNothing())
      .executeTakeFirst();
    if (noted.numInsertedOrUpdatedRows === 0n) return err(resumedBefore(resumes));
    if (resumes === null || taken === 0) return ok(null);
    const columns = ['position', 'target', 'returncode', 'complete', 'stdout', 'stderr'] as const;
    await tx
      .insertInto('slice')
      .columns(['run_id', ...columns])
      .expression((from) =>
        from
          .selectFrom('slice')
          .select((of) => [of.val(runId).as('run_id'), ...columns])
          .where('run_id', '=', resumes)
          .where('position', '<=', taken),
      )
      .execute();
    return ok(null);
  });
}

const resumedBefore = (resumes: string | null): Failure =>
  failure('input.invalid', `Another run has gone on with ${resumes}. Nothing was sent.`, {
    field: 'resume',
    next: ['Wait for that run, or resume that one where it was stopped as well.'],
  });
