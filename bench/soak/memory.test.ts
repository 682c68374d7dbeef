import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastOf, riseOf } from './memory.ts';

test('of samples on a line the rise is its own, whatever its height', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 50 }),
      fc.nat(1e6),
      fc.integer({ min: -1000, max: 1000 }),
      (count, from, step) => {
        const samples = Array.from({ length: count }, (_, at) => from + at * step);
        expect(riseOf(samples)).toBeCloseTo(step * (count - 1), 3);
      },
    ),
  );
});

test('one swing up and back is no rise, and one sample says nothing', () => {
  expect(riseOf([5, 9, 5])).toBeCloseTo(0);
  expect(riseOf([7])).toBe(0);
});

test('of each half minute the least counts', () => {
  const saw = Array.from({ length: 75 }, (_, at) => 100 + (at % 30));
  expect(leastOf(saw)).toEqual([100, 100, 100]);
  expect(leastOf(saw.map((sample, at) => sample + at))).toEqual([100, 130, 160]);
});
