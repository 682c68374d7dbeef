import { TRACEPARENT_META_KEY } from '@modelcontextprotocol/server';

/**
 * The correlation id that came beside the arguments: `correlation_id` in `_meta`, the header `X-Correlation-Id`, or the
 * trace id of a W3C `traceparent` in either place. Nothing is checked here: the pipeline replaces what is not usable.
 */
export function correlationOf(
  meta: Readonly<Record<string, unknown>> | undefined,
  headers: Headers | undefined,
): string | undefined {
  return (
    text(meta?.['correlation_id']) ??
    text(headers?.get('x-correlation-id')) ??
    traceId(meta?.[TRACEPARENT_META_KEY]) ??
    traceId(headers?.get('traceparent'))
  );
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** W3C Trace Context, level 1: version, trace id, parent id and flags; a trace id of zeros is none. */
const traceId = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(value)?.[1]
    : undefined;
