import type { Failure } from '../kernel/failure.ts';
import { exitCodeOf } from '../kernel/failure.ts';
import type { CommonOptions } from './common-options.ts';
import { createPaint, type Paint } from './paint.ts';
import { problemOfFailure, renderProblem } from './render-problem.ts';
import type { Terminal } from './terminal.ts';

/** Colours for what is said on stderr. */
export const paintFor = (terminal: Terminal, common: CommonOptions): Paint =>
  createPaint({ asked: common.colour, tty: terminal.tellIsTty, env: terminal.env });

/** Shows why nothing was done: words on stderr, and with `--json` the failure as data. Returns its exit code. */
export async function reportFailure(
  terminal: Terminal,
  common: CommonOptions,
  failure: Failure,
): Promise<number> {
  const exitCode = exitCodeOf(failure.code);
  terminal.tell(
    renderProblem(problemOfFailure(failure), exitCode, paintFor(terminal, common), terminal.columns),
  );
  if (common.json) await writeJson(terminal, 'error', { error: failure });
  return exitCode;
}

/** Writes one JSON document to stdout; `schema` names its shape. */
export const writeJson = (
  terminal: Terminal,
  schema: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> =>
  terminal.write(`${JSON.stringify({ schema: `bailiwick.${schema}/1`, ...body }, null, 2)}\n`);
