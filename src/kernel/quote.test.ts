import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quote } from './quote.ts';

test('a value is shown in quotes, with what cannot be seen made visible', () => {
  expect(quote('10.0.0.5 8.8.8.8')).toBe('"10.0.0.5 8.8.8.8"');
  expect(quote('a\u001b[2J\u202eb')).toBe(String.raw`"a\u001b[2J\u{202e}b"`);
  expect(quote('１２７')).toBe(String.raw`"\u{ff11}\u{ff12}\u{ff17}"`);
});

test('a long value is cut and its length told', () => {
  expect(quote('x'.repeat(500), 4)).toBe('"xxxx…" (500 characters)');
});

test('whatever comes in, only printable characters come out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      expect(quote(value)).toMatch(/^[\u0020-\u007e…]*$/);
    }),
  );
});
