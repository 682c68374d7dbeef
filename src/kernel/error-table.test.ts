import { expect, test } from 'vitest';
import { errorTable, errorTypes, type ErrorCode } from './error-table.ts';
import { exitCodeOf, failure, isRetryable } from './failure.ts';

test('the error table is pinned: slug, type, retry advice and exit code', () => {
  const rows = Object.entries(errorTable).map(
    ([code, row]) => `${code} ${row.type} ${row.retry} ${row.exit}`,
  );
  expect(rows).toMatchInlineSnapshot(`
    [
      "input.invalid validation_error after_fix 2",
      "scope.outside policy_denied never 3",
      "scope.denied policy_denied never 3",
      "scope.too_large policy_denied after_fix 3",
      "scope.port policy_denied after_fix 3",
      "scope.expired policy_denied never 3",
      "scope.unresolved policy_denied later 3",
      "args.refused policy_denied after_fix 3",
      "approval.required policy_denied later 4",
      "approval.denied policy_denied never 4",
      "limit.rate resource_exhausted later 7",
      "limit.busy resource_exhausted later 7",
      "breaker.open circuit_breaker_open later 7",
      "tool.missing not_found after_fix 5",
      "tool.disabled not_found never 3",
      "tool.failed execution_error after_fix 8",
      "tool.timeout timeout after_fix 6",
      "tool.output execution_error after_fix 8",
      "sandbox.unavailable execution_error after_fix 5",
      "run.cancelled cancelled later 8",
      "run.not_found not_found after_fix 2",
      "run.interrupted execution_error later 8",
      "store.unavailable execution_error later 5",
      "announcement.failed execution_error later 5",
      "config.invalid validation_error after_fix 9",
      "internal unknown later 8",
    ]
  `);
});

test('every type of the taxonomy is one that some code has', () => {
  const used = new Set<string>(Object.values(errorTable).map((row) => row.type));
  expect(errorTypes.filter((type) => !used.has(type))).toEqual([]);
});

test('every hint is a sentence', () => {
  for (const row of Object.values(errorTable)) expect(row.hint).toMatch(/^[A-Z].*\.$/);
});

test('a failure without advice of its own carries the hint of its code, where its message does not say it all', () => {
  const code: ErrorCode = 'limit.busy';
  expect(failure(code, 'Full.')).toEqual({
    code,
    message: 'Full.',
    field: null,
    rule: null,
    retryAfterSec: null,
    next: [errorTable[code].hint],
  });
  expect(failure('input.invalid', 'x is 0; it takes 1 to 9.').next).toEqual([]);
  expect(isRetryable(code)).toBe(true);
  expect(exitCodeOf(code)).toBe(7);
});
