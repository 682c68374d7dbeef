import type { CallError, CallResult } from './call-result.ts';
import type { ErrorType } from './error-table.ts';

/** How a call ended, in the few words that logs and metrics share. */
export const callOutcomes = [
  'success',
  'tool_error',
  'timeout',
  'cancelled',
  'rejected',
  'denied',
  'internal',
] as const;

export type CallOutcome = (typeof callOutcomes)[number];

/**
 * The outcome of a call: `denied` is refused for what was asked, `rejected` for want of room, or because something does not work
 * now; `internal` is a bug of ours.
 */
export function outcomeOf({ status, error }: Ended): CallOutcome {
  if (error?.error_type === 'unknown') return 'internal';
  switch (status) {
    case 'succeeded':
    case 'running':
      return 'success';
    case 'timed_out':
      return 'timeout';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return 'tool_error';
    case 'refused':
      return error !== null && ofTheCall.has(error.error_type) ? 'denied' : 'rejected';
  }
}

interface Ended extends Pick<CallResult, 'status'> {
  readonly error: (Pick<CallError, 'error_type'> & Partial<CallError>) | null;
}

/** Errors that the same call has again. */
const ofTheCall: ReadonlySet<ErrorType> = new Set(['policy_denied', 'validation_error', 'not_found']);
