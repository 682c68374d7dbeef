import type { CallResult } from '../kernel/call-result.ts';
import type { Failure } from '../kernel/failure.ts';
import type { CorrelationId, RunId } from '../kernel/ids.ts';
import type { Progress } from '../kernel/run-event.ts';
import type { Caller, StopReason } from './ports.ts';

/** One call of a tool. */
export interface CallRequest {
  readonly tool: string;
  /** The arguments as they came; nothing has looked at them yet. */
  readonly input: unknown;
  readonly caller: Caller;
  /** A correlation id that came beside the arguments, such as a header. The arguments' own wins. */
  readonly correlationId?: string | undefined;
  /** The W3C trace that the call belongs to. */
  readonly traceId?: string | undefined;
  readonly dryRun?: boolean;
  /** The id of its run, where that was made before. */
  readonly runId?: RunId | undefined;
  /** Why it is refused whatever it asks for. */
  readonly refusal?: Failure | undefined;
}

/** The work: a call that waits, a handle that is polled and a row on a screen are views of the same run. */
export interface Run {
  readonly id: RunId;
  readonly correlationId: CorrelationId;
  /** Who may come back to it. */
  readonly principal: string;
  /** A result of status `running`: how long it has gone on, how far it is, and what to call next. */
  readonly standing: () => CallResult;
  /** Stops the run; the first reason wins. */
  readonly stop: (reason: StopReason) => void;
  /** Calls back with each progress, the last one at once; returns the way to stop listening. */
  readonly onProgress: (listener: (progress: Progress) => void) => () => void;
  /** Settles when no process of the run is left and its outcome is recorded; it never rejects. */
  readonly result: Promise<CallResult>;
}
