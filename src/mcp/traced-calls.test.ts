import { afterEach, describe, expect, it } from 'vitest';
import type { CallSpan, TracedCall } from '../host/tracing/tracing.ts';
import { closeClients, legacyClient, modernClient } from './fixtures/clients.ts';
import { fakeApp, type FakeApp } from './fixtures/fake-app.ts';

afterEach(closeClients);

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
const call = { name: 'scan', arguments: { target: 'canary' } };

/** An app whose tracer writes down what it is told. */
function traced(): { fake: FakeApp; calls: TracedCall[]; ends: (string | null)[]; ran: string[] } {
  const calls: TracedCall[] = [];
  const ends: (string | null)[] = [];
  const ran: string[] = [];
  const carrier = { traceparent: `00-${traceId}-${'1'.repeat(16)}-01` };
  const trace = (asked: TracedCall): CallSpan => {
    calls.push(asked);
    return { traceId, carrier, ran: (run) => ran.push(run), end: (type) => ends.push(type) };
  };
  return { fake: fakeApp(undefined, { trace }), calls, ends, ran };
}

describe.each([
  ['of the handshake era', legacyClient, 'pipe', '2025-11-25'],
  ['of the stateless era', modernClient, 'tcp', '2026-07-28'],
] as const)('a call of a client %s', (_, connect, transport, protocolVersion) => {
  it('C8: is one span below the trace that came with it, and its answer names that span', async () => {
    const { fake, calls, ends, ran } = traced();
    const client = await connect(fake);
    const { _meta } = await client.callTool({ ...call, _meta: { traceparent, tracestate: 'rojo=1' } });
    expect(calls).toMatchObject([
      { tool: 'scan', transport, protocolVersion, parent: { traceId, tracestate: 'rojo=1' } },
    ]);
    expect(JSON.stringify(calls)).not.toContain('canary');
    expect(ran).toHaveLength(1);
    expect(ends).toEqual([null]);
    expect(_meta).toMatchObject({
      traceparent: `00-${traceId}-${'1'.repeat(16)}-01`,
      correlation_id: traceId,
    });
  });

  it('C8: has its trace as its correlation id unless it names one, in request, answer and result alike', async () => {
    const fake = fakeApp();
    const client = await connect(fake);
    const [ofTrace, named, malformed] = [
      await client.callTool({ ...call, _meta: { traceparent } }),
      await client.callTool({ ...call, _meta: { traceparent, correlation_id: 'mine' } }),
      await client.callTool({ ...call, _meta: { traceparent: `${traceparent}-x` } }),
    ];
    expect(fake.calls.map(({ request }) => [request.correlationId, request.traceId])).toEqual([
      [traceId, traceId],
      ['mine', traceId],
      [undefined, undefined],
    ]);
    for (const { _meta, structuredContent } of [ofTrace, named, malformed])
      expect(_meta).toMatchObject({
        correlation_id: JSON.parse(JSON.stringify(structuredContent)).correlation_id,
      });
    expect(ofTrace._meta).toMatchObject({ traceparent });
    expect(malformed._meta).not.toHaveProperty('traceparent');
  });

  it('tells what went wrong by its type, and an unknown tool as other', async () => {
    const { fake, calls, ends } = traced();
    const failing = { ...fake, app: { ...fake.app, start: () => bug() } };
    const client = await connect(failing);
    await expect(client.callTool({ ...call, name: 'canary' })).rejects.toThrow();
    expect(calls).toMatchObject([{ tool: 'other' }]);
    expect(ends).toEqual(['unknown']);
  });
});

it('C8: a trace in the headers of a request is taken where the request has none itself', async () => {
  const fake = fakeApp();
  const client = await modernClient(fake, { traceparent, 'x-correlation-id': 'of-header' });
  const { _meta } = await client.callTool(call);
  expect(fake.calls[0]?.request).toMatchObject({ traceId, correlationId: 'of-header' });
  expect(_meta).toMatchObject({ traceparent, correlation_id: 'of-header' });
});

const bug = (): never => {
  throw new Error('oops');
};
