import { describe, expect, it } from 'vitest';
import type { CallError, CallResult, RunStatus } from '../kernel/call-result.ts';
import { errorTable } from '../kernel/error-table.ts';
import { exitCodeOfResult } from './exit-code.ts';

function resultOf(status: RunStatus, code: CallError['code'] | null): CallResult {
  const error: CallError | null =
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
        };
  return {
    run_id: 'r-a',
    tool: 'nmap',
    status,
    summary: '',
    result: null,
    returncode: null,
    execution_time: 0,
    timed_out: false,
    truncated_stdout: false,
    truncated_stderr: false,
    correlation_id: 'c-a',
    error,
    metadata: {
      target: null,
      pinned: [],
      argv: [],
      program: null,
      sandbox: null,
      queue_sec: 0,
      config_version: '',
      stdout_bytes: 0,
      stderr_bytes: 0,
      dry_run: false,
      notes: [],
      next: [],
      artifacts: [],
      untrusted_fields: [],
      untrusted_output: null,
    },
  };
}

describe('exitCodeOfResult', () => {
  it.each([
    ['succeeded', null, 0],
    ['refused', 'scope.outside', 3],
    ['refused', 'approval.required', 4],
    ['failed', 'tool.missing', 5],
    ['timed_out', 'tool.timeout', 6],
    ['refused', 'breaker.open', 7],
    ['failed', 'tool.failed', 8],
  ] as const)('gives a call that %s with %s the exit code %i', (status, code, exit) => {
    expect(exitCodeOfResult(resultOf(status, code), null)).toBe(exit);
  });

  it('names the signal that cancelled a call, but not one that came too late', () => {
    expect(exitCodeOfResult(resultOf('cancelled', 'run.cancelled'), 'SIGINT')).toBe(130);
    expect(exitCodeOfResult(resultOf('cancelled', 'run.cancelled'), 'SIGTERM')).toBe(143);
    expect(exitCodeOfResult(resultOf('succeeded', null), 'SIGINT')).toBe(0);
  });
});
