import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clean, cleanDeep, firstObeyed } from './clean.ts';

test.each([
  ['a terminal sequence', '\u001b[31mred\u001b[0m', '\\x1b[31mred\\x1b[0m'],
  ['a title set by OSC', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
  ['a one-byte CSI', '\u009b2J', '\\u{9b}2J'],
  ['a carriage return that overwrites a line', 'bad\rgood', 'bad\\x0dgood'],
  ['a bidirectional override', 'a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ['zero width', 'pay\u200bload\ufeff', 'pay\\u{200b}load\\u{feff}'],
  ['a Unicode tag', 'x\u{e0041}', 'x\\u{e0041}'],
  ['a variation selector, of which many spell bytes', 'x\u{fe0f}\u{e0141}', 'x\\u{fe0f}\\u{e0141}'],
  ['a soft hyphen and a filler that looks like a blank', 'pay\u00adload\u3164', 'pay\\u{ad}load\\u{3164}'],
  ['an anchor of an annotation', 'a\ufff9b', 'a\\u{fff9}b'],
  ['a lone surrogate', 'a\ud800b', 'a\\u{d800}b'],
])('%s becomes visible', (_, hostile, shown) => {
  expect(clean(hostile)).toBe(shown);
});

test('newline, tab and ordinary text of any script stay as they are', () => {
  const text = 'a\tb\nÄ 日本語 🙂 café';
  expect(clean(text)).toBe(text);
});

test('cleaning leaves nothing to obey, and twice is the same as once', () => {
  const character = fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0x2100 }));
  fc.assert(
    fc.property(fc.array(character), (codes) => {
      const once = clean(String.fromCodePoint(...codes));
      expect(hidden.test(once)).toBe(false);
      expect(clean(once)).toBe(once);
    }),
  );
});

const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

test('every string of a parsed result is cleaned and cut, and nothing else is touched', () => {
  const parsed = { hosts: [{ name: 'a\u0007', 'u\u202ep': true, ports: [80, null] }], note: 'x'.repeat(300) };
  const shown = cleanDeep(parsed, 10);
  expect(shown).toEqual({
    hosts: [{ name: 'a\\x07', 'u\\u{202e}p': true, ports: [80, null] }],
    note: `${'x'.repeat(9)}…`,
  });
  expect(cleanDeep(shown, 10)).toEqual(shown);
});

test('a cut never leaves half a character', () => {
  expect(cleanDeep('ab🙂cd', 4)).toBe('ab…');
});

test('the first character that is made visible is told with its place and name', () => {
  expect(firstObeyed('ab\u001b\u202e')).toEqual({ at: 2, name: 'U+001B' });
  expect(firstObeyed('🙂\u{e0041}')).toEqual({ at: 2, name: 'U+E0041' });
  expect(firstObeyed('a\tb\nÄ')).toBeNull();
});
