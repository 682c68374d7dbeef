import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrap } from './wrap.ts';

describe('wrap', () => {
  it('breaks at spaces and indents the lines after the first', () => {
    expect(wrap('one two three four', 12, '    ')).toBe('one two\n    three\n    four');
  });

  it('loses no word and keeps every line within the width, as far as its words allow', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 12 }));
    fc.assert(
      fc.property(words, (list) => {
        const lines = wrap(list.join(' '), 20, '  ').split('\n');
        expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(list);
        expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('leaves a word alone that is longer than the width', () => {
    expect(wrap('x'.repeat(30), 10, '')).toBe('x'.repeat(30));
  });
});
