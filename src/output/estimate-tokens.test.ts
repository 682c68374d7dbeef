import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { estimateTokens } from './estimate-tokens.ts';

test('the empty text costs nothing, and what is not ASCII as much as its bytes', () => {
  expect(estimateTokens('')).toBe(0);
  expect(estimateTokens('侦察')).toBe(6);
});

test.each([
  [
    'a list of addresses',
    JSON.stringify(Array.from({ length: 60 }, (_, at) => ({ address: `10.0.${at}.7` }))),
  ],
  [
    'a sentence',
    'Nothing was sent. Choose a target inside the authorised scope, or ask a person to extend it.',
  ],
])('%s is estimated at its tokens or a little more', (_, text) => {
  const counted = encode(text).length;
  expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted);
  expect(estimateTokens(text)).toBeLessThanOrEqual(counted * 1.3);
});

test('keys and hashes, and noise of any kind, are underestimated by a fifth at most where there is much of it', () => {
  const base64 = fc.base64String({ minLength: 400, maxLength: 800 });
  const hex = fc.string({
    unit: fc.constantFrom(...'0123456789abcdef'.split('')),
    minLength: 400,
    maxLength: 800,
  });
  const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 400, maxLength: 800 });
  fc.assert(
    fc.property(fc.oneof(base64, hex, ascii), (text) => {
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(encode(text).length * 0.8);
    }),
  );
});

test.each(['$?;%^|~@ ', '}{:"]\\[, ', 'AbcXyzQed ', 'KMTRDW '])(
  '%j over and over is estimated near its tokens: marks behind a space were once taken for space',
  (part) => {
    const text = part.repeat(50);
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(encode(text).length * 0.9);
  },
);
