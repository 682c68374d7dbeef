import type { CallError } from '../kernel/call-result.ts';
import { errorTable } from '../kernel/error-table.ts';
import { errorTypeOf, isRetryable, type Failure, type RuleRef } from '../kernel/failure.ts';

/** The error of a call as its caller sees it: the rule and its place are said in the message. */
export const callErrorOf = (failure: Failure): CallError => ({
  code: failure.code,
  error_type: errorTypeOf(failure.code),
  message: failure.rule === null ? failure.message : `${failure.message} ${ruleOf(failure, failure.rule)}`,
  field: failure.field,
  // An engagement that is closed now may be open later, and one that has ended is not: the moment says which.
  retryable: isRetryable(failure.code) || failure.retryAfterSec !== null,
  retry_after_sec: failure.retryAfterSec,
  recovery_suggestion: failure.next[0] ?? errorTable[failure.code].hint,
  next: failure.next,
});

/** The rule and its place; a rule that the message quotes already is not said twice. */
const ruleOf = ({ message }: Failure, { text, at }: RuleRef): string =>
  message.includes(text) ? `Rule: ${at}.` : `Rule: ${text} (${at}).`;
