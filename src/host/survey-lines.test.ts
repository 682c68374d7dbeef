import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { surveyLines } from './survey-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const survey = (text: string, bytes = Buffer.byteLength(text)) => {
  const path = join(folder, 'list.txt');
  writeFileSync(path, text);
  const descriptor = openSync(path, 'r');
  try {
    return surveyLines(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
};

test('lines that hold something are counted, comments too, and no more is read than was asked for', () => {
  expect(survey('a\r\n\n\r\n# b/c\n \nlast')).toEqual({ lines: 4, endsNames: false });
  expect(survey('a\nb/\n', 2)).toEqual({ lines: 1, endsNames: false });
  expect(survey('')).toEqual({ lines: 0, endsNames: false });
});

test.each(['dc01.corp/', 'dc01 x', 'dc01\tx', 'dc01:80', 'dc01\\x', 'a@b', 'a?b', 'a#b', '  a b'])(
  'in %j a host name ends before the word does',
  (word) => {
    expect(survey(`www\n${word}\nmail\n`).endsNames).toBe(true);
  },
);

test.each(['www', '_dmarc', 'a.b-c', '  padded \t', '# a comment: with / and more', ' #x y', '*', 'ü'])(
  'in %j none does',
  (word) => {
    expect(survey(`mail\r\n${word}\r\nwww\r\n`).endsNames).toBe(false);
  },
);

test('it says what a plain reading of every line says', () => {
  const sign = fc.constantFrom('a', '.', ' ', '\t', '#', '/', ':', '\n', '\r\n');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
      const lines = signs.join('').split(/\r?\n/);
      const words = lines.map((line) => line.trim()).filter((word) => !word.startsWith('#'));
      expect(survey(signs.join(''))).toEqual({
        lines: lines.filter((line) => line !== '').length,
        endsNames: words.some((word) => /[\s/:#]/.test(word)),
      });
    }),
  );
});
