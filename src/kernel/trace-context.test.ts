import fc from 'fast-check';
import { expect, test } from 'vitest';
import { traceContextOf, traceparentOf } from './trace-context.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';
const traceparent = `00-${traceId}-${spanId}-01`;

test('a context is read with its state and its baggage', () => {
  const carrier = {
    traceparent,
    tracestate: 'rojo=00f067aa0ba902b7,congo@x=t61',
    baggage: 'user=alice;p=1,k=%20',
  };
  expect(traceContextOf(carrier)).toEqual({
    traceId,
    spanId,
    flags: 1,
    tracestate: carrier.tracestate,
    baggage: carrier.baggage,
  });
});

test('a later version may have more parts; it is passed on as version 00', () => {
  const found = traceContextOf({ traceparent: `cc-${traceId}-${spanId}-01-what-the-future-holds` });
  expect(found === null ? null : traceparentOf(found)).toBe(traceparent);
});

test.each([
  undefined,
  7,
  '',
  'x',
  `ff-${traceId}-${spanId}-01`,
  `00-${traceId}-${spanId}-01-`,
  `00-${traceId}-${spanId}-01-x`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-1`,
  `00-${traceId}${spanId}-01`,
  `${traceparent}\n`,
  ` ${traceparent}`,
])('C8: a malformed traceparent is ignored: %j', (given) => {
  expect(traceContextOf({ traceparent: given, tracestate: 'a=b' })).toBeNull();
});

test.each([
  'a',
  'A=b',
  'a=b,',
  'a=b\n',
  'a=b=c',
  `a=${'b'.repeat(257)}`,
  Array.from({ length: 33 }, (_, at) => `k${at}=1`).join(','),
  { a: 'b' },
])('C8: a malformed tracestate is left out, and its traceparent is kept: %j', (tracestate) => {
  expect(traceContextOf({ traceparent, tracestate })).toMatchObject({ traceId, tracestate: null });
});

test.each(['', 'a=\n', 'a=\u00e9', 'a'.repeat(8193), 7])(
  'baggage that is no header is left out',
  (baggage) => {
    expect(traceContextOf({ traceparent, baggage })).toMatchObject({ traceId, baggage: null });
  },
);

test('what is read is written as it came, whatever stands there', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
  fc.assert(
    fc.property(digits(32), digits(16), digits(2), (trace, span, flags) => {
      fc.pre(!/^0+$/.test(trace) && !/^0+$/.test(span));
      const text = `00-${trace}-${span}-${flags}`;
      const found = traceContextOf({ traceparent: text });
      expect(found === null ? null : traceparentOf(found)).toBe(text);
    }),
  );
});
