import { expect, test } from 'vitest';
import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import { failure } from '../kernel/failure.ts';
import type { Ending } from './ports.ts';
import { statusOf, verdictOf } from './verdict.ts';

const exits = { ok: [0, 3], broken: [10] };

const read = (ending: Ending, enoughSec: number | null = null): string => {
  const times = { timeoutSec: 9, enoughSec, atClosing: false };
  const { status, kind, failure: why, returncode } = verdictOf('stub', ending, exits, times);
  return [status, kind, why?.code ?? '-', returncode].join(' ');
};

test.each<[string, Ending, string]>([
  ['an exit code that means a result', { kind: 'exited', code: 0 }, 'succeeded result - 0'],
  ['“nothing found” where the tool says so by its code', { kind: 'exited', code: 3 }, 'succeeded result - 3'],
  ['a code that means a broken program', { kind: 'exited', code: 10 }, 'failed broken_exit tool.failed 10'],
  ['any other code', { kind: 'exited', code: 1 }, 'failed other_exit tool.failed 1'],
  ['a signal that we did not send', { kind: 'signalled', signal: 'SIGSEGV' }, 'failed signal tool.failed '],
  ['our deadline', { kind: 'timed_out' }, 'timed_out timeout tool.timeout 124'],
  ['the caller’s cancel', { kind: 'stopped', reason: 'cancelled' }, 'cancelled nothing run.cancelled '],
  ['a client that is gone', { kind: 'stopped', reason: 'client_gone' }, 'cancelled nothing run.cancelled '],
  ['output without end', { kind: 'overflowed' }, 'failed nothing tool.failed '],
  ['a lack of memory', { kind: 'out_of_memory' }, 'failed signal tool.failed '],
  ['a shutdown', { kind: 'stopped', reason: 'shutdown' }, 'cancelled nothing run.cancelled '],
  [
    'an engagement that closed',
    { kind: 'stopped', reason: 'engagement_closed' },
    'cancelled nothing run.cancelled ',
  ],
  [
    'a program that is not there',
    { kind: 'not_started', failure: failure('tool.missing', 'Gone.') },
    'failed not_started tool.missing 127',
  ],
  [
    'a machine that has no room',
    { kind: 'not_started', failure: failure('sandbox.unavailable', 'EAGAIN.') },
    'failed sandbox sandbox.unavailable ',
  ],
])('%s', (_, ending, expected) => {
  expect(read(ending)).toBe(expected);
});

test('no refusal by policy, input, limit or breaker has the status of a failure', () => {
  const codes = Object.entries(errorTable).filter(([, row]) =>
    ['policy_denied', 'validation_error', 'resource_exhausted', 'circuit_breaker_open'].includes(row.type),
  );
  expect(codes.length).toBeGreaterThan(10);
  const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);
  for (const [code] of codes) expect(isCode(code) && statusOf(code)).toBe('refused');
});

test('a program that never ends by itself is done when it has had enough, and not where its deadline comes first', () => {
  expect(read({ kind: 'timed_out' }, 8)).toBe('succeeded result - ');
  expect(read({ kind: 'timed_out' }, 9)).toBe('timed_out timeout tool.timeout 124');
});

test('a signal that the kernel sends for a limit alone is told as that limit', () => {
  const times = { timeoutSec: 9, enoughSec: null, atClosing: false };
  const said = (signal: string) =>
    verdictOf('stub', { kind: 'signalled', signal }, exits, times).failure?.message;
  expect(said('SIGXCPU')).toContain('sandbox.limits.cpu_sec');
  expect(said('SIGXFSZ')).toContain('sandbox.limits.file_size');
  expect(said('SIGKILL')).toBe('stub was ended by SIGKILL, which bailiwick did not send.');
});
