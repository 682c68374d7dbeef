import { describe, expect, test } from 'vitest';
import { readFileLayer } from './file-layer.ts';
import { maxFileBytes } from './max-file-bytes.ts';
import { findExcess } from './yaml-bounds.ts';

const excessOf = (text: string): string | undefined => findExcess(text, () => undefined)?.message;

/** As often as it fits into the largest file. */
const filled = (unit: string, before = '', after = ''): string =>
  `${before}${unit.repeat(Math.floor((maxFileBytes - before.length - after.length) / unit.length))}${after}`;

describe('D9: a file of the largest size is read or refused soon, whatever it repeats', () => {
  // Unbounded, the library takes 3 to 17 seconds for each of these.
  test.each([
    filled(',', 'a: [', ']'),
    filled('{},', 'a: [', ']'),
    filled('[[]],', 'a: [', ']'),
    filled('- &a 1\n'),
    filled('- *a\n', '- &a 1\n'),
    filled('a: 1\n'),
    filled('}\n'),
    filled(':\n'),
    filled('? a\n'),
    filled('- !x 1\n'),
    filled('a\n', 'a: "', '"'),
    filled('\n', '', 'a: 1'),
    filled('  - x y\n', 'scope:\n  allow:\n'),
    Array.from({ length: 90_000 }, (_, each) => `k${each}: 1`)
      .join('\n')
      .slice(0, maxFileBytes),
  ])('%#', (text) => {
    const began = performance.now();
    const { errors } = readFileLayer({ path: 'cfg.yaml', text }, []);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toMatch(/is the 65536th word|is longer than 65536/);
  });
});

test.each([
  ['keys', `a: &a 1\n${Array.from({ length: 10_000 }, (_, each) => `a${each}: *a\n`).join('')}`, 19_801],
  [
    'items',
    `scope:\n  allow:\n${Array.from({ length: 10_000 }, (_, each) => `    - "a b${each}"\n`).join('')}`,
    9_800,
  ],
])('D9: of thousands of wrong %s the first are shown, and how many more there are', (_what, text, more) => {
  const began = performance.now();
  const { errors } = readFileLayer({ path: 'cfg.yaml', text }, []);
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(errors).toHaveLength(201);
  expect(errors.at(-1)?.message).toBe(`and ${more} more errors from here on`);
});

test('a scope of ten thousand addresses is no excess', () => {
  const lines = Array.from({ length: 10_000 }, (_, each) => `    - 10.1.${each >> 8}.${each & 255}\n`);
  const text = `scope:\n  allow:\n${lines.join('')}`;
  expect(excessOf(text)).toBeUndefined();
  expect(readFileLayer({ path: 'cfg.yaml', text }).errors).toEqual([]);
});

test('the place of an excess is where it begins to be one', () => {
  const text = `a: 1\nb: "${'x\n '.repeat(30_000)}"\n`;
  const [error] = readFileLayer({ path: 'cfg.yaml', text }).errors;
  expect(error?.place).toBe('cfg.yaml:2:4');
});
