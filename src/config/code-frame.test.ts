import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeFrame } from './code-frame.ts';

describe('a code frame', () => {
  test('points at what is meant', () => {
    expect(codeFrame({ text: '  concurency: 4', line: 8, col: 3, width: 10, hidden: false })).toEqual([
      ' 8 |   concurency: 4',
      '   |   ^^^^^^^^^^',
    ]);
  });

  test('keeps its carets in place behind tabs and control characters, which it does not print', () => {
    const [source, carets] = codeFrame({
      text: '\t\u001b[2Jx: 1',
      line: 12,
      col: 6,
      width: 1,
      hidden: false,
    });
    expect(source).toBe(' 12 |  ·[2Jx: 1');
    expect(source?.charAt(carets?.indexOf('^') ?? -1)).toBe('x');
  });

  test('shows a window of a long line', () => {
    const [source, carets] = codeFrame({
      text: `${'a'.repeat(500)}!${'b'.repeat(500)}`,
      line: 1,
      col: 501,
      width: 1,
      hidden: false,
    });
    expect(source?.length).toBeLessThan(120);
    expect(source?.charAt(carets?.indexOf('^') ?? -1)).toBe('!');
  });

  test('shows the key of a hidden line and never its value', () => {
    expect(codeFrame({ text: '  token: abc', line: 3, col: 3, width: 5, hidden: true })).toEqual([
      ' 3 |   token: [not shown: it may hold a secret]',
      '   |   ^^^^^',
    ]);
    expect(codeFrame({ text: '  token: abc', line: 3, col: 10, width: 3, hidden: true })).toHaveLength(1);
    expect(codeFrame({ text: 'ABC: abc', line: 3, col: 1, width: 3, hidden: true }).join('\n')).not.toMatch(
      /abc/i,
    );
  });

  test('draws something for any line and column', () => {
    const whole = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(fc.string(), whole, whole, whole, fc.boolean(), (text, line, col, width, hidden) => {
        expect(codeFrame({ text, line, col, width, hidden }).join('').length).toBeLessThan(400);
      }),
    );
  });
});
