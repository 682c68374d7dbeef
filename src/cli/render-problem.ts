import type { CallResult, RunStatus } from '../kernel/call-result.ts';
import type { ErrorCode } from '../kernel/error-table.ts';
import type { Failure, RuleRef } from '../kernel/failure.ts';
import { statusOf } from '../pipeline/verdict.ts';
import type { Paint } from './paint.ts';
import { wrap } from './wrap.ts';

/** Why a command did not do what was asked, ready to be shown to a person. */
export interface Problem {
  readonly word: 'refused' | 'failed' | 'timed out' | 'cancelled';
  readonly code: ErrorCode;
  readonly message: string;
  readonly where: string | null;
  readonly rule: RuleRef | null;
  readonly fix: readonly string[];
  /** The run id, or null where there was no run. */
  readonly ref: string | null;
}

/** Shows a problem in five parts: what, where, by which rule, the way out, and the exit code. */
export function renderProblem(problem: Problem, exitCode: number, paint: Paint, columns: number): string {
  const width = Math.min(Math.max(columns, 60), 110);
  const colour = problem.word === 'refused' ? 'yellow' : 'red';
  const indent = ' '.repeat(11);
  const row = (name: string, text: string): string => `   ${name.padEnd(8)}${wrap(text, width, indent)}\n`;
  const head = `${paint(colour, problem.word)}  ${paint('bold', problem.code)}`;
  const message = wrap(problem.message, width, '   ');
  const ref = problem.ref === null ? '' : `ref ${problem.ref} · `;
  return [
    `${head}\n   ${message}\n`,
    problem.where === null ? '' : row('where', problem.where),
    problem.rule === null ? '' : row('rule', `${problem.rule.text}  (${problem.rule.at})`),
    ...problem.fix.slice(0, 3).map((fix, at) => row(at === 0 ? 'fix' : '', fix)),
    `   ${paint('dim', `${ref}exit ${exitCode}`)}\n`,
  ].join('');
}

/** The problem of a failure that came before any run. */
export const problemOfFailure = (failure: Failure): Problem => ({
  word: words[statusOf(failure.code)],
  code: failure.code,
  message: failure.message,
  where: failure.field,
  rule: failure.rule,
  fix: failure.next,
  ref: null,
});

/** The problem of a call that did not succeed, or null where it did. */
export function problemOfResult(result: CallResult): Problem | null {
  const { error } = result;
  if (error === null) return null;
  const word = words[result.status];
  const { code, message, field: where } = error;
  return { word, code, message, where, rule: null, fix: error.next, ref: result.run_id };
}

const words: Readonly<Record<RunStatus, Problem['word']>> = {
  refused: 'refused',
  failed: 'failed',
  timed_out: 'timed out',
  cancelled: 'cancelled',
  succeeded: 'failed',
  running: 'failed',
};
