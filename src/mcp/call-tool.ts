import {
  PROTOCOL_VERSION_META_KEY,
  ProtocolError,
  ProtocolErrorCode,
  SdkError,
  type CallToolResult,
  type Implementation,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import { resultWithin } from '../app/run-desk.ts';
import { systemClock } from '../host/clock.ts';
import type { CallSpan } from '../host/tracing/tracing.ts';
import type { CallResult } from '../kernel/call-result.ts';
import type { Channel, Progress } from '../kernel/run-event.ts';
import type { Caller } from '../pipeline/ports.ts';
import type { Run } from '../pipeline/run.ts';
import { clientLabel } from './client-label.ts';
import { correlationOf, idempotencyKeyOf, traceOf } from './correlation.ts';
import { principalOf } from './principal.ts';
import { createProgressNotifier } from './progress-notifier.ts';
import { resultReply } from './run-tools/result-reply.ts';
import { runTools } from './run-tools/run-tools.ts';
import { declaresTasks } from './tasks/declares-tasks.ts';
import { taskReply } from './tasks/task-handlers.ts';

/** What a client wants to have called; nothing has looked at the arguments yet. */
export interface ToolCall {
  readonly name: string;
  readonly arguments?: unknown;
}

/** Where calls come from. */
export interface Connection {
  readonly channel: Channel;
  /** What the client called itself in its handshake, where there was one. */
  readonly client: Implementation | undefined;
  /** The revision that was agreed on there. */
  readonly protocolVersion: string | undefined;
  /** The runs that go on for it; its owner stops them when it closes. */
  readonly runs: Set<Run>;
}

/**
 * Answers `tools/call`: one run, its progress, its end where the client cancels or goes away, and its result in both forms, with
 * the trace that it belongs to.
 */
export async function callTool(
  app: App,
  call: ToolCall,
  context: ServerContext,
  connection: Connection,
): Promise<CallToolResult> {
  const { mcpReq, http } = context;
  const span = app.trace({
    tool: app.catalogue.some(({ name }) => name === call.name) ? call.name : 'other',
    requestId: mcpReq.id,
    protocolVersion: versionOf(mcpReq.envelope) ?? connection.protocolVersion,
    transport: connection.channel === 'stdio' ? 'pipe' : 'tcp',
    parent: traceOf(mcpReq._meta, http?.req?.headers),
  });
  try {
    const result = await runCall(app, call, context, connection, span);
    span.end(result.isError === true ? 'tool_error' : null);
    return { ...result, _meta: { ...result._meta, ...span.carrier } };
  } catch (error) {
    span.end(error instanceof ProtocolError ? 'validation_error' : 'unknown');
    throw error;
  }
}

async function runCall(
  app: App,
  { name, arguments: input }: ToolCall,
  context: ServerContext,
  { channel, client, runs }: Connection,
  { traceId, ran }: CallSpan,
): Promise<CallToolResult> {
  const { mcpReq, http } = context;
  const caller = {
    channel,
    principal: principalOf(context),
    client: clientLabel(mcpReq.envelope, client),
  };
  const runTool = runTools.get(name);
  if (runTool !== undefined) {
    const { principal } = caller;
    return await runTool.call(app, input ?? {}, {
      principal,
      waitMs: app.inlineWaitMs(caller.client),
      signal: mcpReq.signal,
    });
  }
  const request = {
    tool: name,
    input: input ?? {},
    caller,
    correlationId: correlationOf(mcpReq._meta, http?.req?.headers) ?? traceId ?? undefined,
    traceId: traceId ?? undefined,
  };
  const key = idempotencyKeyOf(mcpReq._meta, http?.req?.headers);
  const run = key === undefined ? app.start(request) : await app.startOnce(request, key);
  ran(run.id);
  runs.add(run);
  const forget = stopWith(run, mcpReq.signal);
  const finishProgress = relayProgress(run, context);
  // A call that was stopped waits for the end of its run, which comes soon.
  const reply = await replyWithin(app, run, caller, declaresTasks(mcpReq.envelope));
  // From here on it belongs to whoever comes back to it, and neither to this request nor to its connection.
  runs.delete(run);
  forget();
  finishProgress();
  return reply;
}

/**
 * The result of a run, or how it stands when its client has waited long enough: as a task soon, where the client understands
 * those and the run is on the disk.
 */
async function replyWithin(
  app: App,
  run: Run,
  { client, principal }: Caller,
  takesTasks: boolean,
): Promise<CallToolResult> {
  const longest = app.inlineWaitMs(client);
  const soon = takesTasks ? Math.min(soonestTaskMs, longest) : longest;
  let result = await resultWithin(run, soon);
  if (result === null && takesTasks) {
    const task = await taskReply(app, run.id, principal);
    if (task !== null) return task;
    result = await resultWithin(run, longest - soon);
  }
  const told = result ?? run.standing();
  refuseUnknown(app, told);
  return resultReply(told);
}

/** What ends sooner is answered at once, and polled by nobody. */
const soonestTaskMs = 5000;

/** The revision that a request of the stateless era names. */
function versionOf(envelope: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const version = envelope?.[PROTOCOL_VERSION_META_KEY];
  return typeof version === 'string' ? version.slice(0, 32) : undefined;
}

/** A name that is in no catalogue is a mistake of protocol; a tool that is off or missing is a refusal with its reason. */
function refuseUnknown(app: App, { tool, error }: CallResult): void {
  if (error === null || app.catalogue.some(({ name }) => name === tool)) return;
  throw new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    [error.message, hopeless, ...error.next].join(' '),
  );
}

/** As refusals say it: the text of an error of protocol is all that there is of it. */
const hopeless = 'The same call will always be refused.';

/** Ends the run when the request ends first. A lost client is an error of the SDK's; a cancel has the client's reason or none. */
function stopWith(run: Run, signal: AbortSignal): () => void {
  const stop = (): void => {
    run.stop(signal.reason instanceof SdkError ? 'client_gone' : 'cancelled');
  };
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return () => {
    signal.removeEventListener('abort', stop);
  };
}

/** Relays progress where the client asked for it; returns what to call once the run has ended. */
function relayProgress(run: Run, { mcpReq }: ServerContext): () => void {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return () => {};
  const send = ({ done, total, message }: Progress): void => {
    const params = { progressToken, progress: done, message, ...(total === null ? {} : { total }) };
    // A client that has gone gets no progress, and that is not a failure of the run.
    mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
  const notifier = createProgressNotifier(send, systemClock);
  const unlisten = run.onProgress(notifier.report);
  return () => {
    unlisten();
    notifier.end();
  };
}
