import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLineStream } from './line-stream.ts';

/** The lines that are read of a text which comes in pieces of these sizes. */
function linesOf(text: string, sizes: readonly number[] = [], longest = 20): readonly string[] {
  const lines: string[] = [];
  const stream = createLineStream({ begin: '{[', longest, take: (line) => lines.push(line) > 0 });
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  for (const size of sizes) {
    stream.write(bytes.subarray(at, at + size));
    at += size;
  }
  stream.write(bytes.subarray(at));
  stream.end();
  return lines;
}

test('lines that begin as told are taken, without blanks around them; others are passed over', () => {
  expect(linesOf('{one}\nnoise {\n \t[two] \r\n\n,{x\n{three')).toEqual(['{one}', '[two]', '{three']);
});

test('a line that is too long is passed over to its end, also where it came in pieces', () => {
  const text = `{${'x'.repeat(40)}\n{next}\n`;
  expect(linesOf(text)).toEqual(['{next}']);
  expect(linesOf(text, [5, 30])).toEqual(['{next}']);
});

test('lines are the same however the bytes come', () => {
  const bit = fc.constantFrom('{', '[', '\n', '\r\n', ' ', 'é', '€', 'x', '\0', '{"a":1}', '\ufeff');
  const text = fc.array(bit, { maxLength: 40 }).map((bits) => bits.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat({ max: 7 }), { maxLength: 20 }), (given, sizes) => {
      const whole = given
        .split('\n')
        .map((line) => line.replace(/^[\t-\r ]+/, ''))
        .filter((line) => /^[{[]/.test(line) && new TextEncoder().encode(line).length <= 20);
      expect(linesOf(given, sizes)).toEqual(whole.map((line) => line.trimEnd()));
    }),
  );
});

test('nothing more is read after too many lines that say nothing', () => {
  let tries = 0;
  const stream = createLineStream({ begin: '{', longest: 99, take: () => (tries += 1) < 0 });
  const chunk = new TextEncoder().encode('{\n'.repeat(30_000));
  for (let turn = 0; turn < 10; turn += 1) stream.write(chunk);
  stream.end();
  expect(tries).toBeLessThan(30_000);
});

test('blanks alone are told from anything else', () => {
  for (const [text, blank] of [
    ['', true],
    [' \r\n\t\n', true],
    ['\n\0', false],
    ['x', false],
  ] as const) {
    const stream = createLineStream({ begin: '{', longest: 9, take: () => true });
    stream.write(new TextEncoder().encode(text));
    expect(stream.end()).toEqual({ blank });
  }
});
