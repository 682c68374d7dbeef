import { expect, test } from 'vitest';
import { glued, operatorWord } from './operator-word.ts';
import { valueText } from './word.ts';

test('a word of an operator stands as it is written, and pieces make one word', () => {
  expect(operatorWord('%h %p')).toBe('%h %p');
  expect(glued([operatorWord('--count='), valueText(3)])).toBe('--count=3');
});

test.each(['', ' a', 'a ', 'a\nb', 'ü', 'a\u0000'])('%j is a bug, not a word', (text) => {
  expect(() => operatorWord(text)).toThrow('not a word');
});

test('a piece from a caller cannot begin a word with a hyphen', () => {
  expect(() => glued([valueText('-x')])).toThrow('hyphen');
});
