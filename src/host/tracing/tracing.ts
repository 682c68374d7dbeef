import type { RunId } from '../../kernel/ids.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { traceparentOf, type TraceContext } from '../../kernel/trace-context.ts';

/** A call of a tool as it came over MCP. Neither its arguments nor its target are here, so that no span can have them. */
export interface TracedCall {
  readonly tool: string;
  readonly requestId: string | number;
  readonly protocolVersion: string | undefined;
  readonly transport: 'pipe' | 'tcp';
  /** Where the caller's own trace stands; null where it has none. */
  readonly parent: TraceContext | null;
}

/** The span of a call, until it has been answered. */
export interface CallSpan {
  /** The trace that it belongs to; null where there is none. */
  readonly traceId: string | null;
  /** For the caller: `traceparent` and what belongs to it; empty where there is no trace. */
  readonly carrier: Readonly<Record<string, string>>;
  /** Names the run of the call: what becomes of that is told below this span. */
  readonly ran: (run: RunId) => void;
  /** Ends it; null where all went well. */
  readonly end: (errorType: string | null) => void;
}

/** Tells calls as spans. Nothing here throws. */
export interface Tracing {
  readonly begin: (call: TracedCall) => CallSpan;
  readonly observe: (event: RunEvent) => void;
}

/** No spans: a caller's trace is passed on as it came, so that its parts still find each other. */
export const noTracing: Tracing = {
  begin: ({ parent }) => ({
    traceId: parent?.traceId ?? null,
    carrier: parent === null ? {} : carrierOf(parent),
    ran: noop,
    end: noop,
  }),
  observe: noop,
};

/** What stands in `_meta` or in headers for a place in a trace. */
export const carrierOf = (
  place: Pick<TraceContext, 'traceId' | 'spanId' | 'flags' | 'tracestate'>,
): Readonly<Record<string, string>> => ({
  traceparent: traceparentOf(place),
  ...(place.tracestate === null ? {} : { tracestate: place.tracestate }),
});

function noop(): void {}
