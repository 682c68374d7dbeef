import type { CallResult } from '../kernel/call-result.ts';
import type { Progress } from '../kernel/run-event.ts';
import { buildResult, type CallFacts } from './build-result.ts';
import type { Call } from './call.ts';

/** How a run stands while it goes on. `seconds` are since the call; what a program says of its progress is not repeated. */
export const standingOf = (
  call: CallFacts & Pick<Call, 'target'>,
  seconds: number,
  progress: Progress | null,
): CallResult =>
  buildResult(
    call,
    'running',
    `${call.tool} is still running after ${Math.round(seconds)} s${shareOf(progress)}.`,
    null,
    {
      metadata: {
        target: call.target,
        next: [`run_wait(run_id="${call.runId}")`, `run_cancel(run_id="${call.runId}")`],
      },
    },
  );

const shareOf = (progress: Progress | null): string =>
  progress === null || progress.total === null || progress.total === 0
    ? ''
    : `, ${Math.floor((100 * progress.done) / progress.total)} % done`;
