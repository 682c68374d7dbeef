import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { failure } from '../../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../../kernel/ids.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { traceContextOf } from '../../kernel/trace-context.ts';
import { buildResult } from '../../pipeline/build-result.ts';
import { MemoryTracer } from './fixtures/memory-exporter.ts';
import { openTelemetryTracing } from './open-telemetry.ts';
import { noTracing, type TracedCall } from './tracing.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const parent = traceContextOf({ traceparent, tracestate: 'rojo=1' });
const call: TracedCall = {
  tool: 'http_probe',
  requestId: 7,
  protocolVersion: '2026-07-28',
  transport: 'tcp',
  parent,
};

const zeros = (count: number): Uint8Array => new Uint8Array(count);
const ids = { runId: newRunId(zeros), correlationId: correlationIdOf('c', zeros), tool: 'http_probe' };
const ended = (code: 'tool.timeout' | null): RunEvent => {
  const canary = { summary: 'canary', metadata: { target: 'canary', argv: ['canary'] } };
  const why = code === null ? null : failure(code, 'canary');
  const result = buildResult(
    { ...ids, configVersion: 'v' },
    code === null ? 'succeeded' : 'timed_out',
    '',
    why,
    canary,
  );
  return { type: 'finished', ...ids, result };
};

let tracer = new MemoryTracer();
beforeEach(() => {
  tracer = new MemoryTracer();
});
afterEach(() => trace.disable());

const make = () => {
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return openTelemetryTracing({ version: '1', programs: new Map([['http_probe', 'curl']]) });
};

/** A call from its beginning to its answer. */
function whole(tracing: ReturnType<typeof make>, code: 'tool.timeout' | null = null, from = call): void {
  const span = tracing.begin(from);
  span.ran(ids.runId);
  tracing.observe({ type: 'queued', ...ids, waiting: 0 });
  tracing.observe({ type: 'started', ...ids, queueSec: 0 });
  tracing.observe({ type: 'progress', ...ids, progress: { done: 1, total: 2, message: 'canary' } });
  tracing.observe(ended(code));
  span.end(code === null ? null : 'tool_error');
}

test('C10: a call is one span of the server and one of its program, with these attributes and no others', () => {
  whole(make());
  expect(tracer.spans).toMatchObject([
    { name: 'tools/call http_probe', kind: SpanKind.SERVER, events: [], status: null, ended: 1 },
    {
      name: 'execute_tool curl',
      kind: SpanKind.INTERNAL,
      events: ['queue_wait', 'spawn', 'exit'],
      status: null,
      ended: 1,
    },
  ]);
  expect(tracer.spans.map(({ attributes }) => attributes)).toEqual([
    {
      'mcp.method.name': 'tools/call',
      'gen_ai.tool.name': 'http_probe',
      'gen_ai.operation.name': 'execute_tool',
      'jsonrpc.request.id': '7',
      'mcp.protocol.version': '2026-07-28',
      'network.transport': 'tcp',
    },
    { 'gen_ai.tool.name': 'http_probe', 'gen_ai.operation.name': 'execute_tool' },
  ]);
  expect(JSON.stringify(tracer.spans)).not.toContain('canary');
});

test('C10: what went wrong is told by its type alone', () => {
  whole(make(), 'tool.timeout');
  expect(tracer.spans.map(({ attributes, status }) => [attributes['error.type'], status])).toEqual([
    ['tool_error', { code: SpanStatusCode.ERROR }],
    ['timeout', { code: SpanStatusCode.ERROR }],
  ]);
  expect(JSON.stringify(tracer.spans)).not.toContain('canary');
});

test('C8: the trace of the caller is the parent of the call, and that the parent of its run', () => {
  whole(make());
  const [server, run] = tracer.spans;
  expect(server?.parent).toMatchObject({ traceId, spanId: '00f067aa0ba902b7', isRemote: true });
  expect(run?.parent).toMatchObject({ traceId, spanId: server?.context.spanId });
  const { carrier, traceId: seen } = make().begin(call);
  expect(seen).toBe(traceId);
  expect(carrier).toEqual({ traceparent: `00-${traceId}-${'3'.padStart(16, '0')}-01`, tracestate: 'rojo=1' });
});

test('C8: a call without a trace begins one, which its caller is told', () => {
  const { traceId: begun, carrier } = make().begin({ ...call, parent: null });
  expect(tracer.spans[0]?.parent).toBeNull();
  expect(carrier['traceparent']).toContain(begun ?? 'none');
});

test('a call that is refused while it waits ends its spans, and what runs over no protocol has one of its own', () => {
  const tracing = make();
  tracing.observe({ type: 'queued', ...ids, waiting: 0 });
  const result = buildResult({ ...ids, configVersion: 'v' }, 'refused', '', failure('limit.busy', 'No.'));
  tracing.observe({ type: 'refused', ...ids, result });
  expect(tracer.spans).toMatchObject([
    { parent: null, events: ['queue_wait'], attributes: { 'error.type': 'resource_exhausted' }, ended: 1 },
  ]);
});

test('an SDK that throws costs a span and no call', () => {
  const tracing = make();
  tracer.startSpan = () => {
    throw new Error('oops');
  };
  expect(() => whole(tracing)).not.toThrow();
});

test.each([
  ['off', () => noTracing],
  ['on without an SDK', () => openTelemetryTracing({ version: '1', programs: new Map() })],
] as const)('C8: with tracing %s the trace of a caller is passed on as it came', (_, tracingOf) => {
  expect(tracingOf().begin(call)).toMatchObject({ traceId, carrier: { traceparent, tracestate: 'rojo=1' } });
  expect(tracingOf().begin({ ...call, parent: null })).toMatchObject({ traceId: null, carrier: {} });
});

test('C10: without an SDK a span costs less than a microsecond', () => {
  const tracing = openTelemetryTracing({ version: '1', programs: new Map([['http_probe', 'curl']]) });
  const asked = { ...call, parent: null };
  const events: readonly RunEvent[] = [
    { type: 'queued', ...ids, waiting: 0 },
    { type: 'started', ...ids, queueSec: 0 },
    ended(null),
  ];
  const calls = 500;
  const batch = (): number => {
    const began = performance.now();
    for (let at = 0; at < calls; at += 1) {
      const span = tracing.begin(asked);
      span.ran(ids.runId);
      for (const event of events) tracing.observe(event);
      span.end(null);
    }
    return ((performance.now() - began) * 1000) / (2 * calls);
  };
  // Other work on this machine may hold up most of the batches.
  expect(Math.min(...Array.from({ length: 100 }, batch))).toBeLessThan(1);
});
