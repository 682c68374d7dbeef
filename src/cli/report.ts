import { exitCodeOf, type Failure } from '../kernel/failure.ts';
import type { CommonOptions } from './common-options.ts';
import { shownFailure } from './error-document.ts';
import { exitCodes } from './exit-code.ts';
import { createPaint, type Paint } from './paint.ts';
import { problemOfFailure, renderProblem } from './render-problem.ts';
import type { Terminal } from './terminal.ts';

/** Colours for what is said on stderr, or for a report on stdout. */
export function paintFor(
  terminal: Terminal,
  common: CommonOptions,
  stream: 'tell' | 'write' = 'tell',
): Paint {
  const tty = stream === 'tell' ? terminal.tellIsTty : terminal.writeIsTty;
  return createPaint({ asked: common.colour, tty, env: terminal.env });
}

/** Shows why nothing was done: words on stderr, and with `--json` the failure as data. Returns its exit code. */
export const reportFailure = (
  terminal: Terminal,
  common: CommonOptions,
  failure: Failure,
  exitCode?: number,
): Promise<number> => reportFailures(terminal, common, [failure], exitCode);

/** The same for several failures that were found at once; the first one gives the exit code unless it is given. */
export async function reportFailures(
  terminal: Terminal,
  common: CommonOptions,
  failures: readonly Failure[],
  exitCode?: number,
): Promise<number> {
  for (const failure of failures) tellFailure(terminal, common, failure, exitCode);
  if (common.json) await writeJson(terminal, 'errors', { errors: failures.map(shownFailure) });
  const [first] = failures;
  return exitCode ?? (first === undefined ? exitCodes.ok : exitCodeOf(first.code));
}

/** Shows one failure on stderr. */
export function tellFailure(
  terminal: Terminal,
  common: CommonOptions,
  failure: Failure,
  exitCode: number = exitCodeOf(failure.code),
): void {
  const problem = problemOfFailure(failure);
  terminal.tell(renderProblem(problem, exitCode, paintFor(terminal, common), terminal.columns));
}

/** Writes one JSON document to stdout; `schema` names its shape. */
export const writeJson = (
  terminal: Terminal,
  schema: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> =>
  terminal.write(`${JSON.stringify({ schema: `bailiwick.${schema}/1`, ...body }, null, 2)}\n`);
