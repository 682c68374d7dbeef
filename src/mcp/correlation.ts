import { BAGGAGE_META_KEY, TRACEPARENT_META_KEY, TRACESTATE_META_KEY } from '@modelcontextprotocol/server';
import { traceContextOf, type TraceContext } from '../kernel/trace-context.ts';

type Meta = Readonly<Record<string, unknown>> | undefined;

/**
 * The correlation id that came beside the arguments: `correlation_id` in `_meta`, or the header `X-Correlation-Id`. Nothing is
 * checked here: the pipeline replaces what is not usable.
 */
export const correlationOf = (meta: Meta, headers: Headers | undefined): string | undefined =>
  text(meta?.['correlation_id']) ?? text(headers?.get('x-correlation-id'));

/** The idempotency key of a call: `idempotency_key` in `_meta`, or the header `Idempotency-Key`. */
export const idempotencyKeyOf = (meta: Meta, headers: Headers | undefined): string | undefined =>
  text(meta?.['idempotency_key']) ?? text(headers?.get('idempotency-key'));

/** The W3C trace that a request belongs to: by its own `_meta`, else by the headers that brought it; null where neither has one. */
export const traceOf = (meta: Meta, headers: Headers | undefined): TraceContext | null =>
  traceContextOf({
    traceparent: meta?.[TRACEPARENT_META_KEY],
    tracestate: meta?.[TRACESTATE_META_KEY],
    baggage: meta?.[BAGGAGE_META_KEY],
  }) ??
  traceContextOf({
    traceparent: headers?.get('traceparent'),
    tracestate: headers?.get('tracestate'),
    baggage: headers?.get('baggage'),
  });

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
