import type { App } from '../../app/app.ts';
import type { CallResult } from '../../kernel/call-result.ts';
import type { CallRequest } from '../../pipeline/run.ts';
import { asOperator } from '../as-operator.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodeOfResult } from '../exit-code.ts';
import { createProgressLine } from '../progress-line.ts';
import { problemOfResult, renderProblem } from '../render-problem.ts';
import { paintFor } from '../report.ts';
import { watchSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';

/** What is asked for. */
export type FollowedCall = Pick<CallRequest, 'tool' | 'input'> & {
  readonly dryRun: boolean;
  /** All calls that come with the same one have one run. */
  readonly idempotencyKey?: string | undefined;
};

interface Followed {
  readonly result: CallResult;
  readonly exitCode: number;
}

/** Makes a call, draws its progress, lets ^C stop it with what it has found, and says on stderr what went wrong. */
export async function followCall(
  terminal: Terminal,
  common: CommonOptions,
  app: App,
  { idempotencyKey: key, ...call }: FollowedCall,
): Promise<Followed> {
  const request = { ...call, caller: asOperator };
  const run = key === undefined ? app.start(request) : await app.startOnce(request, key);
  const line = createProgressLine(terminal, !common.quiet);
  const watch = watchSignals(() => {
    run.stop('cancelled');
  });
  const forget = run.onProgress(line.show);
  const result = await run.result;
  forget();
  watch.end();
  line.clear();
  const exitCode = exitCodeOfResult(result, watch.caught());
  const problem = problemOfResult(result);
  if (problem !== null) {
    terminal.tell(renderProblem(problem, exitCode, paintFor(terminal, common), terminal.columns));
  }
  return { result, exitCode };
}
