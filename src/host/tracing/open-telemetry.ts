import {
  createTraceState,
  isSpanContextValid,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import type { RunEvent } from '../../kernel/run-event.ts';
import type { TraceContext } from '../../kernel/trace-context.ts';
import { attribute, executeTool } from './span-attributes.ts';
import { carrierOf, type CallSpan, type TracedCall, type Tracing } from './tracing.ts';

/** What is traced. */
export interface TracedServer {
  readonly version: string;
  /** The program of each tool, for the names of spans. */
  readonly programs: ReadonlyMap<string, string>;
}

/**
 * Tells calls to whatever SDK of OpenTelemetry this process was started with; without one, spans are nothing. A call is
 * `tools/call <tool>`, and below it `execute_tool <program>` with the moments of its run.
 */
export function openTelemetryTracing({ version, programs }: TracedServer): Tracing {
  const tracer = trace.getTracer('bailiwick', version);
  /** The spans that runs belong to, and their own. */
  const parents = new Map<string, Context>();
  const runs = new Map<string, Span>();

  const endRun = (runId: string, errorType: string | null, moment: string | null): void => {
    const span = runs.get(runId);
    runs.delete(runId);
    if (span === undefined) return;
    if (moment !== null) span.addEvent(moment);
    finish(span, errorType);
  };
  const observe = (event: RunEvent): void => {
    switch (event.type) {
      case 'queued':
        runs.set(event.runId, beginRun(tracer, event.tool, programs, parents.get(event.runId)));
        return;
      case 'started':
        runs.get(event.runId)?.addEvent('spawn');
        return;
      case 'finished':
        return endRun(event.runId, event.result.error?.error_type ?? null, 'exit');
      case 'refused':
        return endRun(event.runId, event.result.error?.error_type ?? null, null);
      case 'progress':
      case 'planned':
        return;
    }
  };

  return {
    observe: (event) => safely(() => observe(event), undefined),
    begin: (call) =>
      safely(() => {
        const begun = beginCall(tracer, call);
        let run: string | null = null;
        return {
          ...begun.seen,
          ran: (id) => {
            run = id;
            parents.set(id, begun.context);
          },
          end: (errorType) => {
            if (run !== null) parents.delete(run);
            safely(() => finish(begun.span, errorType), undefined);
          },
        } satisfies CallSpan;
      }, unseen),
  };
}

const unseen: CallSpan = { traceId: null, carrier: {}, ran: () => undefined, end: () => undefined };

interface BegunCall {
  readonly span: Span;
  /** Where what belongs to the call begins. */
  readonly context: Context;
  readonly seen: Pick<CallSpan, 'traceId' | 'carrier'>;
}

function beginCall(tracer: Tracer, call: TracedCall): BegunCall {
  const { tool, requestId, protocolVersion, transport, parent } = call;
  const above = parent === null ? ROOT_CONTEXT : contextOf(parent);
  const attributes = {
    [attribute.method]: 'tools/call',
    [attribute.tool]: tool,
    [attribute.operation]: executeTool,
    [attribute.requestId]: String(requestId),
    [attribute.transport]: transport,
    ...(protocolVersion === undefined ? {} : { [attribute.protocolVersion]: protocolVersion }),
  };
  const span = tracer.startSpan(`tools/call ${tool}`, { kind: SpanKind.SERVER, attributes }, above);
  const its = span.spanContext();
  const context = trace.setSpan(above, span);
  if (!isSpanContextValid(its)) return { span, context, seen: { traceId: null, carrier: {} } };
  const { traceId, spanId, traceFlags: flags } = its;
  const tracestate = its.traceState?.serialize() ?? null;
  return { span, context, seen: { traceId, carrier: carrierOf({ traceId, spanId, flags, tracestate }) } };
}

/** Below the caller's place. What it passes on as baggage is for the SDK to read, where that wants it. */
function contextOf(parent: TraceContext): Context {
  const { traceId, spanId, flags: traceFlags, tracestate, baggage } = parent;
  const above = baggage === null ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { baggage });
  const traceState = tracestate === null ? {} : { traceState: createTraceState(tracestate) };
  return trace.setSpanContext(above, { traceId, spanId, traceFlags, isRemote: true, ...traceState });
}

/** A call that came over no protocol has no span above its run. */
function beginRun(
  tracer: Tracer,
  tool: string,
  programs: TracedServer['programs'],
  above: Context = ROOT_CONTEXT,
): Span {
  const attributes = { [attribute.tool]: tool, [attribute.operation]: executeTool };
  const name = `execute_tool ${programs.get(tool) ?? tool}`;
  const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL, attributes }, above);
  span.addEvent('queue_wait');
  return span;
}

function finish(span: Span, errorType: string | null): void {
  if (errorType !== null) {
    span.setAttribute(attribute.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** An SDK that fails costs a span, and never a call. */
function safely<T>(part: () => T, otherwise: T): T {
  try {
    return part();
  } catch {
    return otherwise;
  }
}
