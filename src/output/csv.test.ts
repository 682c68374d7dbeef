import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';
import { resultRows } from './result-rows.ts';

test('lines end with CR LF, cells that hold more than a word are quoted, numbers stay numbers', () => {
  const result = {
    open: [
      { port: 22, banner: 'a "b", c' },
      { port: -1, banner: 'two\nlines' },
    ],
  };
  expect(csvOf(resultRows(result))).toBe(
    'list,open.port,open.banner\r\nresult,,\r\nopen,22,"a ""b"", c"\r\nopen,-1,"two\nlines"\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
  'a text that a spreadsheet would reckon is a text: %j',
  (text) => {
    expect(csvOf(resultRows({ said: text }))).toMatch(/\r\nresult,"?'/);
  },
);

test('whatever texts go in come out of a reader, an apostrophe before those that are dangerous', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (texts) => {
      const [, , ...lines] = read(csvOf(resultRows({ said: texts.map((text) => ({ text })) })));
      expect(lines.map(([, cell]) => cell)).toEqual(
        texts.map((text) => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text)),
      );
    }),
    { numRuns: 40 },
  );
});

/** A reader of RFC 4180 alone. */
function read(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}
