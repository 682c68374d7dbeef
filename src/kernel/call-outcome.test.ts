import { expect, test } from 'vitest';
import { callOutcomes, outcomeOf } from './call-outcome.ts';
import type { RunStatus } from './call-result.ts';
import { errorTable, type ErrorCode } from './error-table.ts';

const of = (status: RunStatus, code: ErrorCode | null = null) =>
  outcomeOf({
    status,
    error:
      code === null
        ? null
        : {
            code,
            error_type: errorTable[code].type,
            message: '',
            field: null,
            retryable: false,
            retry_after_sec: null,
            recovery_suggestion: '',
            next: [],
          },
  });

test.each([
  ['succeeded', null, 'success'],
  ['failed', 'tool.failed', 'tool_error'],
  ['failed', 'tool.output', 'tool_error'],
  ['failed', 'internal', 'internal'],
  ['refused', 'internal', 'internal'],
  ['timed_out', 'tool.timeout', 'timeout'],
  ['cancelled', 'run.cancelled', 'cancelled'],
  ['refused', 'scope.outside', 'denied'],
  ['refused', 'input.invalid', 'denied'],
  ['refused', 'tool.disabled', 'denied'],
  ['refused', 'limit.rate', 'rejected'],
  ['refused', 'breaker.open', 'rejected'],
  ['refused', 'store.unavailable', 'rejected'],
] as const)('a call that has %s with %s counts as %s', (status, code, outcome) => {
  expect(of(status, code)).toBe(outcome);
  expect(callOutcomes).toContain(outcome);
});
