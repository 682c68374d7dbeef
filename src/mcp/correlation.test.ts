import { expect, it } from 'vitest';
import { correlationOf } from './correlation.ts';

const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${trace}-00f067aa0ba902b7-01`;

it('takes the correlation id of the request before the one of the header, and both before a trace', () => {
  const headers = new Headers({ 'x-correlation-id': 'of-header', traceparent });
  expect(correlationOf({ correlation_id: 'of-request', traceparent }, headers)).toBe('of-request');
  expect(correlationOf({ traceparent }, headers)).toBe('of-header');
});

it('falls back to the trace id of a W3C traceparent, in the request or the header', () => {
  expect(correlationOf({ traceparent }, undefined)).toBe(trace);
  expect(correlationOf(undefined, new Headers({ traceparent }))).toBe(trace);
});

it.each([
  undefined,
  {},
  { correlation_id: 7 },
  { traceparent: 'x' },
  { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` },
])('has none in %j', (meta) => {
  expect(correlationOf(meta, undefined)).toBeUndefined();
});
