import { callOutcomes, outcomeOf } from '../../kernel/call-outcome.ts';
import type { CallResult, RunStatus } from '../../kernel/call-result.ts';
import { errorTable, type ErrorCode, type ErrorType } from '../../kernel/error-table.ts';
import { rateScopes } from '../../kernel/rate-scope.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { statusOf } from '../../pipeline/verdict.ts';
import { denialReasons, noError, tierLabel } from './label-words.ts';
import type { Registry } from './registry.ts';

/**
 * Brings the series about calls into being, all that calls can lead to, and returns what counts an event of one. A rate would
 * miss the first event of a series that begins with it.
 */
export function countCalls(
  registry: Registry,
  tools: readonly string[],
  wallMs: () => number,
): (event: RunEvent) => void {
  begin(registry, tools);
  /** The runs that go on: how many they are cannot drift, whatever becomes of one. */
  const running = new Map<string, string>();
  const showRunning = (tool: string): void => {
    const count = [...running.values()].filter((each) => each === tool).length;
    registry.set('mcp_tool_active', { tool }, count);
    registry.set('bailiwick_tool_in_flight', { tool }, count);
  };
  const leave = ({ runId, tool }: RunEvent): void => {
    if (running.delete(runId)) showRunning(tool);
  };

  const countRun = ({ tool, result, traceId }: RunEvent & { readonly type: 'finished' }): void => {
    const { execution_time: value, metadata } = result;
    const exemplar = traceId === undefined ? null : { traceId, value, atSec: wallMs() / 1000 };
    registry.observe('mcp_tool_execution_seconds', { tool }, value);
    const ended = { tool, outcome: outcomeOf(result) };
    registry.observe('bailiwick_tool_duration_seconds', ended, value, exemplar);
    const { sandbox, stdout_bytes: out, stderr_bytes: err } = metadata;
    if (sandbox !== null) registry.add('bailiwick_runs_total', { tier: tierOf(sandbox) }, 1);
    registry.add('bailiwick_tool_output_bytes_total', { tool, stream: 'stdout' }, out);
    registry.add('bailiwick_tool_output_bytes_total', { tool, stream: 'stderr' }, err);
    const cut = { stdout: result.truncated_stdout, stderr: result.truncated_stderr };
    for (const stream of streams)
      registry.add('bailiwick_tool_output_truncated_total', { tool, stream }, Number(cut[stream]));
  };
  const countEnd = (tool: string, result: CallResult): void => {
    const type = result.error?.error_type;
    const ended = { tool, error_type: type ?? noError };
    registry.add('mcp_tool_execution_total', { ...ended, status: result.status }, 1);
    registry.add('bailiwick_tool_calls_total', { ...ended, outcome: outcomeOf(result) }, 1);
    if (type !== undefined) registry.add('mcp_tool_errors_total', { tool, error_type: type }, 1);
  };

  return (event) => {
    switch (event.type) {
      case 'queued':
      case 'progress':
        return;
      case 'started':
        running.set(event.runId, event.tool);
        showRunning(event.tool);
        registry.observe('bailiwick_tool_queue_wait_seconds', { tool: event.tool }, event.queueSec);
        return;
      case 'finished':
        countRun(event);
        break;
      case 'refused': {
        const reason = event.result.error?.code ?? '';
        if (denialReasons.includes(reason)) registry.add('bailiwick_policy_denials_total', { reason }, 1);
        if (event.rateScope !== undefined)
          registry.add('bailiwick_rate_limited_total', { scope: event.rateScope }, 1);
        break;
      }
      case 'planned':
        break;
    }
    leave(event);
    countEnd(event.tool, event.result);
  };
}

const streams = ['stdout', 'stderr'] as const;

/** What stands behind the tier says more of that one run. */
const tierOf = (label: string): string => tierLabel.tier.find((tier) => label.startsWith(tier)) ?? '';

interface End {
  readonly status: RunStatus;
  readonly type: ErrorType | null;
}

const codes = Object.keys(errorTable).filter((code): code is ErrorCode => Object.hasOwn(errorTable, code));

/** Every way in which a call can end. */
const ends: readonly End[] = [
  { status: 'succeeded', type: null },
  ...codes.map((code) => ({ status: statusOf(code), type: errorTable[code].type })),
];

function begin(registry: Registry, tools: readonly string[]): void {
  // Names that are no tool's are refused, and counted as one tool.
  for (const tool of [...tools, '?']) {
    for (const { status, type } of ends) {
      const error = type === null ? null : { error_type: type };
      const ended = { tool, error_type: type ?? noError };
      registry.add('mcp_tool_execution_total', { ...ended, status }, 0);
      registry.add('bailiwick_tool_calls_total', { ...ended, outcome: outcomeOf({ status, error }) }, 0);
      if (type !== null) registry.add('mcp_tool_errors_total', { tool, error_type: type }, 0);
    }
  }
  for (const tool of tools) {
    registry.set('mcp_tool_active', { tool }, 0);
    registry.set('bailiwick_tool_in_flight', { tool }, 0);
    registry.observe('mcp_tool_execution_seconds', { tool }, null);
    registry.observe('bailiwick_tool_queue_wait_seconds', { tool }, null);
    for (const outcome of callOutcomes)
      if (ofRuns.has(outcome)) registry.observe('bailiwick_tool_duration_seconds', { tool, outcome }, null);
    for (const stream of streams) {
      registry.add('bailiwick_tool_output_bytes_total', { tool, stream }, 0);
      registry.add('bailiwick_tool_output_truncated_total', { tool, stream }, 0);
    }
  }
  for (const reason of denialReasons) registry.add('bailiwick_policy_denials_total', { reason }, 0);
  for (const scope of rateScopes) registry.add('bailiwick_rate_limited_total', { scope }, 0);
  for (const tier of tierLabel.tier) registry.add('bailiwick_runs_total', { tier }, 0);
}

/** How a program that was started can have ended. */
const ofRuns: ReadonlySet<string> = new Set(['success', 'tool_error', 'timeout', 'cancelled', 'internal']);
