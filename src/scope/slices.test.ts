import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInterval } from './format-interval.ts';
import { sizeOf, type Interval } from './interval.ts';
import { cutIntoSlices, spanOfSlices } from './slices.ts';
import { readTarget } from './target.ts';

test('a block is cut into blocks, a range at the multiples of the size', () => {
  const block: Interval = { family: 4, lo: 0x0a_14_00_00, hi: 0x0a_14_02_ff };
  expect(cutIntoSlices(block, 256)).toEqual(['10.20.0.0/24', '10.20.1.0/24', '10.20.2.0/24']);
  expect(cutIntoSlices({ ...block, lo: block.lo + 250 }, 512)).toEqual([
    '10.20.0.250-10.20.1.255',
    '10.20.2.0/24',
  ]);
  expect(cutIntoSlices(block, 768)).toEqual(['10.20.0.0-10.20.2.255']);
});

test('what is no list of targets has no span', () => {
  expect([
    spanOfSlices([]),
    spanOfSlices(['db.lab.internal']),
    spanOfSlices(['10.0.0.1', 'fd00::1']),
  ]).toEqual([null, null, null]);
});

const interval: fc.Arbitrary<Interval> = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 - 5000 }), fc.integer({ min: 0, max: 5000 }))
    .map(([lo, more]) => ({ family: 4, lo, hi: lo + more }) as const),
  fc
    .tuple(fc.bigInt({ min: 0n, max: 2n ** 128n - 6000n }), fc.bigInt({ min: 0n, max: 5000n }))
    .map(([lo, more]) => ({ family: 6, lo, hi: lo + more }) as const),
);

test('slices hold every address once, in order, none more than its size, and span the whole', () => {
  fc.assert(
    fc.property(interval, fc.integer({ min: 1, max: 700 }), (whole, most) => {
      const slices = cutIntoSlices(whole, most);
      let next = BigInt(whole.lo);
      for (const text of slices) {
        const target = readTarget(text);
        if (target === null || target.kind === 'host') throw new Error(text);
        expect(BigInt(target.interval.lo)).toBe(next);
        expect(sizeOf(target.interval)).toBeLessThanOrEqual(most);
        next = BigInt(target.interval.hi) + 1n;
      }
      expect(next).toBe(BigInt(whole.hi) + 1n);
      expect(spanOfSlices(slices)).toBe(formatInterval(whole));
    }),
    { numRuns: 60 },
  );
});
