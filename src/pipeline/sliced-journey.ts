import type { CallResult } from '../kernel/call-result.ts';
import { spanOfSlices } from '../scope/slices.ts';
import type { Plan } from '../tools/tool.ts';
import type { Call } from './call.ts';
import type { Travelled } from './hops.ts';
import type { SlicedJourney } from './slices.ts';
import { recordOf, type Asked } from './take-up.ts';

/** How a run is cut; null where its program does it all at once. What goes on with an earlier run is cut in any case. */
export function slicedJourney(
  { runId, target }: Pick<Call, 'runId' | 'target'>,
  plan: Plan,
  { input, earlier }: Asked,
  argv: readonly string[],
): SlicedJourney | null {
  if (plan.slices.length === 0 && earlier === null) return null;
  const own = plan.slices.length === 0 ? [target ?? ''] : plan.slices;
  const given = recordOf(input) ?? {};
  const taken = earlier?.done.map((slice) => slice.target) ?? [];
  return {
    plan,
    input: given,
    earlier,
    run: {
      runId,
      resumes: earlier?.runId ?? null,
      input: earlier?.input ?? given,
      argv: earlier?.argv ?? argv,
      slices: [...taken, ...own],
      taken: taken.length,
    },
  };
}

/** All that a run and those before it scan, as one target. */
export const wholeTarget = ({ run }: SlicedJourney): string | null => spanOfSlices(run.slices);

/** Says of a result that is not whole how much of it is done, and how to go on. */
export function withSlices(result: CallResult, slices: Travelled['slices']): CallResult {
  if (slices === null || result.status === 'succeeded' || slices.done === 0) return result;
  const { error, metadata } = result;
  const again = resumeCall(result.tool, metadata.target ?? '', result.run_id);
  const note = `${slices.done} of ${slices.of} slices are done and need not be scanned again.`;
  return {
    ...result,
    error: error === null ? null : { ...error, recovery_suggestion: again, next: [again, ...error.next] },
    metadata: { ...metadata, notes: [...metadata.notes, note], next: [again, ...metadata.next] },
  };
}

/** The call that goes on with a run. */
export const resumeCall = (tool: string, target: string, runId: string): string =>
  `${tool}(target="${target}", resume="${runId}")`;
