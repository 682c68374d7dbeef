import { errorTable, type ErrorCode, type ErrorType } from './error-table.ts';
import type { RateScope } from './rate-scope.ts';

/** A rule and the place where it is written, as in `scope.deny = 10.0.0.9` at `config.yaml:7:5`. */
export interface RuleRef {
  readonly text: string;
  /** `default`, `floor`, `file:line:col`, an environment name or a flag. */
  readonly at: string;
}

/** Why a call was refused or failed: what was wrong, the value seen, the rule and its place, the way out. */
export interface Failure {
  readonly code: ErrorCode;
  /** One sentence for a person or an agent, with the value seen. It never holds text that a target sent. */
  readonly message: string;
  /** The input that was wrong, as a path such as `target` or `extra_args[2]`. */
  readonly field: string | null;
  readonly rule: RuleRef | null;
  readonly retryAfterSec: number | null;
  /** What to do instead, most useful first. */
  readonly next: readonly string[];
  /** What was counted that came too fast. */
  readonly rateScope?: RateScope;
}

type Details = Partial<Pick<Failure, 'field' | 'rule' | 'retryAfterSec' | 'next' | 'rateScope'>>;

/**
 * Makes a failure; without `next`, the hint of the error table is the way out. A message about an input says what it takes, so
 * that only a better way is worth a line there.
 */
export const failure = (code: ErrorCode, message: string, details: Details = {}): Failure => ({
  code,
  message,
  field: details.field ?? null,
  rule: details.rule ?? null,
  retryAfterSec: details.retryAfterSec ?? null,
  next: details.next ?? (code === 'input.invalid' ? [] : [errorTable[code].hint]),
  ...(details.rateScope === undefined ? {} : { rateScope: details.rateScope }),
});

/** The member of the original taxonomy that a code belongs to. */
export const errorTypeOf = (code: ErrorCode): ErrorType => errorTable[code].type;

/** True where the same call may succeed later without being changed. */
export const isRetryable = (code: ErrorCode): boolean => errorTable[code].retry === 'later';

/** The exit code of the command line for a code. */
export const exitCodeOf = (code: ErrorCode): number => errorTable[code].exit;
