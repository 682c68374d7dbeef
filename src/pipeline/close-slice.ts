import type { Finding, Plan, Reader, Tool } from '../tools/tool.ts';
import type { Call } from './call.ts';
import { outputsOf } from './kept-output.ts';
import type { Execution, KeptOutput, Ports } from './ports.ts';
import { toolOutputOf } from './tool-output.ts';
import { verdictOf } from './verdict.ts';

/** A slice whose program has ended. */
export interface RanSlice {
  readonly plan: Plan;
  readonly execution: Execution;
  readonly target: string;
  /** Its place among all slices of its run, and among those that this run has started, from 1. */
  readonly position: number;
  readonly nth: number;
  readonly of: number;
}

/** What becomes of it. */
export interface ClosedSlice {
  /** Whether it is done, and others come behind it. */
  readonly goesOn: boolean;
  readonly notes: readonly string[];
  /** What it printed, where that is to be kept with the outcome of the run. */
  readonly outputs: readonly KeptOutput[];
}

/**
 * Keeps what a slice has printed, so that nobody has to scan it again; the last one of a run, and one that did not end well, is
 * left to the outcome of the run.
 */
export async function closeSlice(
  { slices }: Pick<Ports, 'slices'>,
  { runId }: Pick<Call, 'runId'>,
  { name, exitCodes }: Tool,
  reader: Reader<Finding>,
  { plan, execution, target, position, nth, of }: RanSlice,
): Promise<ClosedSlice> {
  const outputs = outputsOf(execution, nth);
  const { status, returncode } = verdictOf(name, execution.ending, exitCodes, { ...plan, atClosing: false });
  const output = toolOutputOf(execution, returncode);
  const isDone = status === 'succeeded' && position < of && reader.next?.(output).ok === true;
  if (!isDone) return { goesOn: false, notes: execution.notes, outputs };
  const { complete } = output;
  const { seconds } = execution;
  const kept = await slices.keep({ runId, position, of, target, returncode, complete, seconds, outputs });
  return kept.ok
    ? { goesOn: true, notes: [...execution.notes, ...kept.value.notes], outputs: [] }
    : { goesOn: true, notes: [...execution.notes, kept.error.message], outputs };
}
