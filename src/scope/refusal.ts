import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import { failure, type Failure, type RuleRef } from '../kernel/failure.ts';

/** What a scope has against a target, before it is worded for a field. */
export interface Objection {
  readonly code: Extract<
    ErrorCode,
    'scope.outside' | 'scope.denied' | 'scope.unresolved' | 'scope.too_large' | 'scope.port'
  >;
  /** A sentence with the value seen, without its full stop. */
  readonly why: string;
  readonly rule: RuleRef;
  readonly next: readonly string[];
}

/** Words an objection as a failure: what was wrong, that nothing was sent, and whether asking again can help. */
export function refusal(
  objection: Objection,
  field: string,
  holds: 'always' | 'meanwhile' = 'always',
): Failure {
  const { code, why, rule, next } = objection;
  const again = errorTable[code].retry === 'never' ? words[holds] : '';
  return failure(code, `${why}${nothingSent}${again}`, {
    field,
    rule,
    next: next.length > 0 ? next : [errorTable[code].hint],
  });
}

/** The reason of a refusal as a sentence of its own, for answers that explain and were asked to send nothing. */
export const reasonOf = ({ message }: Failure): string => {
  const end = message.lastIndexOf(nothingSent);
  return end < 0 ? message : `${message.slice(0, end)}.`;
};

const nothingSent = '. Nothing was sent.';
/** What a name resolves to may be another tomorrow. */
const words = {
  always: ' The same call will always be refused.',
  meanwhile: ' Refused while that lasts.',
} as const;
