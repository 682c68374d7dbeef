import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ends } from './ends.ts';

test('a text that fits is left alone', () => {
  expect(ends('three short words', 17)).toBe('three short words');
});

test('of a longer text the beginning and the end are shown, and the gap is counted', () => {
  const text = `first words ${'x'.repeat(1000)} last words`;
  const shown = ends(text, 80);
  expect(shown).toMatch(/^first words x+\n\[… 977 characters not shown …\]\nx+ last words$/);
  expect(shown.replace(/\n.*\n/, '').length).toBe(text.length - 977);
});

test('bytes that were let go before are part of the gap', () => {
  expect(ends('x'.repeat(1000), 100, 5000)).toContain('characters and 5000 bytes not shown');
});

test('whatever the text, it stays within the budget and splits no character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.nat({ max: 300 }), (text, max) => {
      const shown = ends(text, max);
      expect(shown.length).toBeLessThanOrEqual(max);
      if (text.isWellFormed()) expect(shown.isWellFormed()).toBe(true);
    }),
  );
});
