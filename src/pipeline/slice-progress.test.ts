import fc from 'fast-check';
import { expect, test } from 'vitest';
import { progressOfSlice } from './slice-progress.ts';

test('a slice counts as much as every other, and says which it is', () => {
  const within = { done: 50, total: 100, message: 'Connect Scan: 50 %' };
  expect(progressOfSlice({ position: 3, of: 4 }, within)).toEqual({
    done: 250,
    total: 400,
    message: 'slice 3 of 4: Connect Scan: 50 %',
  });
  expect(progressOfSlice({ position: 1, of: 4 }, null)).toEqual({
    done: 0,
    total: 400,
    message: 'slice 1 of 4',
  });
});

test('whatever a slice says of itself, the whole does not go back and does not leave the slice', () => {
  const place = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 300 }));
  const within = fc.record({ done: fc.integer(), total: fc.option(fc.integer()), message: fc.constant('') });
  fc.assert(
    fc.property(place, within, ([position, more], said) => {
      const { done, total } = progressOfSlice({ position, of: position + more }, said);
      expect(done).toBeGreaterThanOrEqual(100 * (position - 1));
      expect(done).toBeLessThanOrEqual(100 * position);
      expect(total).toBe(100 * (position + more));
    }),
  );
});
