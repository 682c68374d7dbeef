import { expect, it } from 'vitest';
import { correlationOf, traceOf } from './correlation.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const otherId = 'a'.repeat(32);
const parentOf = (trace: string): string => `00-${trace}-00f067aa0ba902b7-01`;

it('takes the correlation id of the request before the one of the header', () => {
  const headers = new Headers({ 'x-correlation-id': 'of-header' });
  expect(correlationOf({ correlation_id: 'of-request' }, headers)).toBe('of-request');
  expect(correlationOf({}, headers)).toBe('of-header');
  expect(correlationOf({ correlation_id: 7 }, undefined)).toBeUndefined();
});

it('takes the trace of the request before the one of the header, each with its own state', () => {
  const headers = new Headers({ traceparent: parentOf(otherId), tracestate: 'a=header', baggage: 'b=1' });
  const found = traceOf({ traceparent: parentOf(traceId), tracestate: 'a=meta' }, headers);
  expect(found).toMatchObject({ traceId, tracestate: 'a=meta', baggage: null });
  expect(traceOf({}, headers)).toMatchObject({ traceId: otherId, tracestate: 'a=header', baggage: 'b=1' });
});

it('C8: a malformed trace of the request leaves the one of the header, and two malformed ones are none', () => {
  const headers = new Headers({ traceparent: parentOf(otherId) });
  expect(traceOf({ traceparent: 'x' }, headers)).toMatchObject({ traceId: otherId });
  expect(traceOf({ traceparent: 7 }, new Headers({ traceparent: 'x' }))).toBeNull();
  expect(traceOf(undefined, undefined)).toBeNull();
});
