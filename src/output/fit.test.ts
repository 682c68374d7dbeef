import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit } from './fit.ts';

test('a text that fits is left alone', () => {
  expect(fit('three short words', 17)).toBe('three short words');
});

test('a longer text is cut between words and says how long it was', () => {
  expect(fit('alpha beta gamma delta '.repeat(10), 60)).toBe(
    'alpha beta gamma delta … (the first part of 230 characters)',
  );
});

test('the result never exceeds the budget', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.nat({ max: 300 }), (text, max) => {
      expect(fit(text, max).length).toBeLessThanOrEqual(Math.max(max, 0));
    }),
  );
});
