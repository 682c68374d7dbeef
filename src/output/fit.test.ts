import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fit, fitListing } from './fit.ts';

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

test('a long listing gives way to what is said after it', () => {
  const said = fitListing(['Found 99.', ''], 'one; '.repeat(99), ['Partial: the report was cut.', ''], 120);
  expect(said).toMatch(
    /^Found 99\. one; .*\(the first part of 495 characters\) Partial: the report was cut\.$/,
  );
  expect(said.length).toBeLessThanOrEqual(120);
  expect(fitListing(['Found 1.'], '', ['Done.'], 120)).toBe('Found 1. Done.');
});
