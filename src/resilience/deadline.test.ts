import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deadlineOf } from './deadline.ts';

test('a call gets what it asked for where that is allowed, fractions included', () => {
  expect(deadlineOf({ askedSec: 0.2, toolSec: 300, serverSec: 300 })).toEqual({
    timeoutSec: 0.2,
    note: null,
  });
});

test('a call that asks for nothing gets the most that is allowed, and no note', () => {
  expect(deadlineOf({ askedSec: null, toolSec: 15, serverSec: 300 })).toEqual({ timeoutSec: 15, note: null });
});

test('a call that asks for too much is told what it got and who decided', () => {
  expect(deadlineOf({ askedSec: 900, toolSec: 600, serverSec: 300 })).toEqual({
    timeoutSec: 300,
    note: 'timeout_sec 900 was cut to 300, the longest that this server allows.',
  });
  expect(deadlineOf({ askedSec: 900, toolSec: 15, serverSec: 300 }).note).toBe(
    'timeout_sec 900 was cut to 15, the longest that this tool allows.',
  );
});

test('no call outlives any of its limits, and only a cut is noted', () => {
  const seconds = fc.double({ min: 0.001, max: 86_400, noNaN: true });
  fc.assert(
    fc.property(fc.option(seconds), seconds, seconds, (askedSec, toolSec, serverSec) => {
      const { timeoutSec, note } = deadlineOf({ askedSec, toolSec, serverSec });
      expect(timeoutSec).toBe(Math.min(askedSec ?? Infinity, toolSec, serverSec));
      expect(note === null).toBe(askedSec === null || askedSec === timeoutSec);
    }),
  );
});
