import type { CallResult } from '../../kernel/call-result.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import { resultReply } from '../run-tools/result-reply.ts';

/** A run as a task of MCP: its id is that of the run, and it is there for as long as that is remembered. */
export interface Task extends Readonly<Record<string, unknown>> {
  readonly taskId: string;
  readonly status: 'working' | 'completed' | 'cancelled';
  readonly statusMessage: string;
  readonly createdAt: string;
  readonly lastUpdatedAt: string;
  readonly ttlMs: null;
  readonly pollIntervalMs: number;
}

/** How a run stands as a task. A tool that failed has completed, with a result that says so, as it would have without a task. */
export function taskOf({ createdAt, finishedAt }: RunFacts, result: CallResult, nowMs: number): Task {
  const isDone = result.status !== 'running';
  const task = {
    taskId: result.run_id,
    statusMessage: result.summary,
    createdAt: new Date(createdAt).toISOString(),
    lastUpdatedAt: new Date(isDone ? (finishedAt ?? nowMs) : nowMs).toISOString(),
    ttlMs: null,
    pollIntervalMs,
  };
  if (!isDone) return { ...task, status: 'working' };
  if (result.status === 'cancelled') return { ...task, status: 'cancelled' };
  return { ...task, status: 'completed', result: { resultType: 'complete', ...resultReply(result) } };
}

const pollIntervalMs = 2000;
