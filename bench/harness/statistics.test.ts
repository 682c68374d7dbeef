import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median, quantile, spread } from './statistics.ts';

it('takes quantiles of samples in any order, and of none says so', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([quantile(samples, 0), median(samples), quantile(samples, 0.99)]).toEqual([1, 3, 5]);
  expect(median([])).toBeNaN();
});

it('gives a sample that was measured, between the lowest and the highest', () => {
  const samples = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const [low, high] = spread(values);
      const found = quantile(values, share);
      expect(values).toContain(found);
      expect(low <= found && found <= high).toBe(true);
    }),
  );
});
