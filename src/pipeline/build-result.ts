import type { CallMetadata, CallResult, RunStatus } from '../kernel/call-result.ts';
import type { Failure } from '../kernel/failure.ts';
import type { CorrelationId, RunId } from '../kernel/ids.ts';
import { callErrorOf } from './call-error.ts';

/** What every result of a call has in common. */
export interface CallFacts {
  readonly runId: RunId;
  readonly correlationId: CorrelationId;
  readonly tool: string;
  readonly configVersion: string;
}

type Known = Partial<Omit<CallResult, 'metadata' | 'error' | 'status' | 'summary'>> & {
  readonly metadata?: Partial<CallMetadata>;
};

/** Builds a result: what is not known has the value that says so. */
export function buildResult(
  facts: CallFacts,
  status: RunStatus,
  summary: string,
  failure: Failure | null,
  known: Known = {},
): CallResult {
  return {
    run_id: facts.runId,
    tool: facts.tool,
    status,
    summary,
    result: null,
    returncode: null,
    execution_time: 0,
    timed_out: status === 'timed_out',
    truncated_stdout: false,
    truncated_stderr: false,
    correlation_id: facts.correlationId,
    error: failure === null ? null : callErrorOf(failure),
    ...known,
    metadata: {
      target: null,
      pinned: [],
      argv: [],
      program: null,
      sandbox: null,
      queue_sec: 0,
      config_version: facts.configVersion,
      stdout_bytes: 0,
      stderr_bytes: 0,
      artifacts: [],
      dry_run: false,
      notes: [],
      next: failure?.next ?? [],
      untrusted_fields: [],
      untrusted_output: null,
      ...known.metadata,
    },
  };
}
