import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { callErrorOf } from '../pipeline/call-error.ts';
import type { StopReason } from '../pipeline/ports.ts';
import type { Run } from '../pipeline/run.ts';

/** A run as one of its calls has it; `goesOn` is asked when that gives up, and stops the run where it does not. */
export function joinedRun(run: Run, note: string | null, goesOn: (reason: StopReason) => boolean): Run {
  const left = Promise.withResolvers<CallResult>();
  let gone = false;
  const taken = run.result.then((result) => (note === null ? result : withNote(result, note)));
  return {
    ...run,
    stop: (reason) => {
      if (gone) return;
      gone = true;
      if (goesOn(reason)) left.resolve(leftToOthers(run));
    },
    result: Promise.race([taken, left.promise]),
  };
}

/** A result with a sentence that its reader should know. */
export const withNote = (result: CallResult, note: string): CallResult => ({
  ...result,
  metadata: { ...result.metadata, notes: [...result.metadata.notes, note] },
});

const leftToOthers = (run: Run): CallResult => {
  const why = failure('run.cancelled', 'The caller cancelled; the run goes on for an identical call.');
  return { ...run.standing(), status: 'cancelled', summary: why.message, error: callErrorOf(why) };
};
