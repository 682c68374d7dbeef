import { failure, type Failure } from '../kernel/failure.ts';
import type { Progress, RunEvent } from '../kernel/run-event.ts';
import { blocksOf } from '../scope/blocks.ts';
import type { Plan } from '../tools/tool.ts';
import type { CallFacts } from './build-result.ts';
import type { Caller, DecisionRecord } from './ports.ts';
import { stopReasonOf } from './stop-reason.ts';

/** One call on its way: who asks, what for, and how to stop it. */
export interface Call extends CallFacts {
  readonly caller: Caller;
  /** The caller's target as it came, cut to 512 characters: it may be hostile. */
  readonly target: string | null;
  readonly dryRun: boolean;
  /** The W3C trace that it belongs to, or null. */
  readonly traceId: string | null;
  /** The id of the engagement in force, or null. */
  readonly engagement: string | null;
  /** Aborted with a `StopReason`. */
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

/** The part of an event that names its run. */
export const idsOf = (call: Call): Omit<RunEvent & { readonly type: 'queued' }, 'type' | 'waiting'> => ({
  runId: call.runId,
  correlationId: call.correlationId,
  tool: call.tool,
  ...(call.traceId === null ? {} : { traceId: call.traceId }),
});

/** What a plan may send something to, for its record. */
export const addressesOf = ({ targets }: Plan): readonly string[] => [
  ...new Set(targets.flatMap(({ interval }) => (interval === null ? [] : blocksOf(interval)))),
];

type Decided = Pick<DecisionRecord, 'decision'> & Partial<DecisionRecord>;

/** The audit record of a decision about a call. */
export const decisionOf = (call: Call, decided: Decided): DecisionRecord => ({
  runId: call.runId,
  correlationId: call.correlationId,
  caller: call.caller,
  tool: call.tool,
  dryRun: call.dryRun,
  target: call.target,
  pinned: [],
  addresses: [],
  argv: [],
  path: null,
  version: null,
  engagement: call.engagement,
  rule: null,
  code: null,
  configVersion: call.configVersion,
  ...decided,
});

/** The audit record of a refusal, with the rule that refused. */
export const denialOf = (call: Call, { rule, code }: Failure): DecisionRecord =>
  decisionOf(call, { decision: 'deny', rule: rule === null ? null : `${rule.text} (${rule.at})`, code });

/** What a call that was stopped before its start fails with: another server, or this one later, can still do its work. */
export const stoppedBeforeStart = (signal: AbortSignal): Failure =>
  stopReasonOf(signal) === 'shutdown' ? shuttingDown : stoppedBetween;

/** What one fails with that was stopped before its next step, having perhaps taken others. */
export const stoppedBetween = failure('run.cancelled', 'The call was stopped before anything was started.');

/** What calls are refused with that come, or still wait, while the server shuts down. */
export const shuttingDown = failure('limit.busy', 'bailiwick is shutting down. Nothing was started.', {
  retryAfterSec: 5,
  next: ['Connect to the server again once it is back.'],
});
