import fc from 'fast-check';
import { expect, it } from 'vitest';
import { median, quantile, spread } from './statistics.ts';

it('takes quantiles of samples in any order, and of none says so', () => {
  const samples = [5, 1, 4, 2, 3];
  expect([quantile(samples, 0), median(samples), quantile(samples, 0.99)]).toEqual([1, 3, 5]);
  expect(median([])).toBeNaN();
});

it('leaves the outermost tenth at either end out of the spread, and nothing where there are few', () => {
  expect(spread([3, 1, 2])).toEqual([1, 3]);
  expect(spread(Array.from({ length: 20 }, (_, at) => at))).toEqual([2, 17]);
});

it('gives quantiles that were measured, with the middle one inside the spread', () => {
  const samples = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(samples, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const [low, high] = spread(values);
      expect(values).toContain(quantile(values, share));
      expect(low <= median(values) && median(values) <= high).toBe(true);
    }),
  );
});
