import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPattern, type Pattern } from './pattern.ts';

function pattern(source: string): Pattern {
  const read = readPattern(source);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}

/** Patterns of the subset, small enough for the engine of JavaScript to be trusted with them. */
const sources = fc.letrec<{ node: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    fc.constantFrom('a', 'b', 'c', '.', '\\d', '\\w', '\\.', '[ab]', '[^a]', '[a-c0-9-]', '^', '$'),
    tie('node').map((inner) => `(${inner})`),
    tie('node').map((inner) => `(?:${inner})`),
  ),
  node: fc.oneof(
    { maxDepth: 4 },
    tie('atom'),
    fc
      .tuple(tie('atom'), fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}'))
      .map(([atom, repeat]) => (/^[\^$]$/.test(atom) ? atom : `${atom}${repeat}`)),
    fc.tuple(tie('node'), tie('node')).map((both) => both.join('')),
    fc.tuple(tie('node'), tie('node')).map((both) => both.join('|')),
  ),
})).node;

const texts = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', '.', '-', '\n'), maxLength: 7 });

describe('a pattern of an operator', () => {
  test('fits and finds what JavaScript’s own engine fits and finds', () => {
    fc.assert(
      fc.property(sources, texts, (source, text) => {
        const ours = pattern(source);
        expect(ours.fits(text)).toBe(new RegExp(`^(?:${source})$(?![^])`, 'm').exec(text)?.[0] === text);
        // Where several matches begin at one place, a repeat of nothing may choose another one than JavaScript does.
        expect(ours.exec(text) === null).toBe(new RegExp(source, 'm').exec(text) === null);
      }),
      { numRuns: 2000 },
    );
  });

  test('gives its groups by their places and names', () => {
    const { groups, exec } = pattern('^(?<hop>[0-9]+) +(\\S+)(?: \\((?<loss>[0-9.]+)%\\))?');
    expect(groups).toEqual(['hop', null, 'loss']);
    expect(exec('x\n12  router (0.5%)')).toEqual(['12  router (0.5%)', '12', 'router', '0.5']);
    expect(exec('3 gate')).toEqual(['3 gate', '3', 'gate', undefined]);
    expect(exec('no hop')).toBeNull();
  });

  test('knows what its texts can hold and begin with', () => {
    const { alphabet, firsts } = pattern('(?:ab?|[x-z]*)[0-9]');
    expect(alphabet).toEqual([
      [0x30, 0x39],
      [0x61, 0x62],
      [0x78, 0x7a],
    ]);
    expect(firsts).toEqual([
      [0x30, 0x39],
      [0x61, 0x61],
      [0x78, 0x7a],
    ]);
  });

  test.each(['(a+)+', '(a|a)*', '(?:a*)*b', '(?:[a-z]+)*1', 'a*a*a*a*a*a*b'])(
    '%s takes linear time over a text that hangs a backtracking engine',
    (source) => {
      const { exec, fits } = pattern(source);
      const started = performance.now();
      fits('a'.repeat(20_000));
      exec(`${'a'.repeat(2_000)}!`);
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  test.each([
    ['(a', 'has a "(" without its ")"'],
    ['a)', 'has a ")" without its "("'],
    ['[a', 'has a "[" without its "]"'],
    ['[]', 'has an empty class'],
    ['[z-a]', 'from a higher to a lower character'],
    ['*a', 'with nothing to repeat'],
    ['a+?', 'lazy'],
    ['a{2}{3}', 'repeats a repeat'],
    ['a{300}', 'not from 0 to 256'],
    ['a{3,1}', 'not from 0 to 256'],
    ['(?=a)', 'neither'],
    ['(?!a)', 'neither'],
    ['(?<=a)', 'neither'],
    ['(a)\\1', 'unknown escape'],
    ['\\u0041', 'unknown escape'],
    ['\\', 'unknown escape'],
    ['^*', 'repeats an anchor'],
    ['(?<x>a)(?<x>b)', 'names two groups'],
    ['(?:(?:a{200}){200}){200}', 'larger than 1024 steps'],
    ['('.repeat(20), 'nests too deeply'],
    ['a'.repeat(257), 'has more than 256 characters'],
  ])('%j is refused: it %s', (source, why) => {
    const read = readPattern(source);
    expect(read.ok ? null : read.error).toContain(why);
  });

  test('reading never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab()[]{}*+?|\\^$.,-1:<>=!'.split('')) }),
        (source) => {
          const read = readPattern(source);
          if (read.ok) expect(() => new RegExp(source)).not.toThrow();
        },
      ),
      { numRuns: 2000 },
    );
  });
});
