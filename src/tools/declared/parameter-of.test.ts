import { expect, test } from 'vitest';
import { saidOf } from './fixtures/small-definition.ts';

const refusal = 'names "constructor", which is no parameter';

test('a condition on what every object has by itself names no parameter', () => {
  expect(saidOf({ args: ["'{target}'", "{ when: constructor, args: ['--x'] }"] })).toEqual([
    expect.stringContaining(refusal),
  ]);
});

test('nor does a word', () => {
  expect(saidOf({ args: ["'{target}'", "'--x={constructor}'"] })).toEqual([expect.stringContaining(refusal)]);
});
