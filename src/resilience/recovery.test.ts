import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recoveryMs } from './recovery.ts';

const minute = 60_000;

test('the first trip lasts exactly what the operator configured, whatever the dice say', () => {
  expect([0, 0.5, 0.999].map((roll) => recoveryMs(minute, 1, () => roll))).toEqual([minute, minute, minute]);
});

test('later trips double up to a quarter of an hour', () => {
  const lengths = [2, 3, 4, 5, 6, 2000].map((trip) => recoveryMs(minute, trip, () => 0.5) / minute);
  expect(lengths).toEqual([2, 4, 8, 15, 15, 15]);
});

test('an operator who asks for more than a quarter of an hour gets it on every trip', () => {
  expect(recoveryMs(60 * minute, 3, () => 0.5)).toBe(60 * minute);
});

test('jitter is at most a tenth, either way', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 40 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (trip, roll) => {
        const plain = recoveryMs(minute, trip, () => 0.5);
        const rolled = recoveryMs(minute, trip, () => roll);
        expect(Math.abs(rolled - plain)).toBeLessThanOrEqual(plain * 0.1 + 1e-6);
      },
    ),
  );
  expect(recoveryMs(minute, 2, () => 0)).toBeCloseTo(1.8 * minute);
  expect(recoveryMs(minute, 2, () => 1)).toBeCloseTo(2.2 * minute);
});
