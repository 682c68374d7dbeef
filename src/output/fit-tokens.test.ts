import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';
import { fitTexts, fitTokens } from './fit-tokens.ts';

test('a message that is too long keeps its beginning and its end, where the rule stands', () => {
  const message = `The ports ${'80, '.repeat(400)}are too many. Rule: config.yaml:7:5.`;
  expect(fitTokens(message, 60)).toMatch(/^The ports 80, .* … .*Rule: config\.yaml:7:5\.$/);
  expect(fitTokens('short', 40)).toBe('short');
});

test('of several texts the first stay whole; a first one that is too long is cut', () => {
  expect(fitTexts(['one', 'two', 'three'.repeat(30), 'four'], 8)).toEqual(['one', 'two']);
  expect(fitTexts(['word '.repeat(99), 'two'], 10)[0]).toMatch(/^word .* … .*word $/);
  expect(fitTexts([], 10)).toEqual([]);
});

test('nothing costs more than its room, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 5, max: 60 }),
      (text, max) => {
        expect(estimateTokens(fitTokens(text, max))).toBeLessThanOrEqual(max);
        expect(fitTokens(text, max).length).toBeLessThanOrEqual(max * 6 + 3);
      },
    ),
  );
});
