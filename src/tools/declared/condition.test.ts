import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCovered, isMet, type Condition } from './condition.ts';
import { parameterSchema } from './format-parameters.ts';

const described = { description: 'What it is.' };
const parameters = {
  loud: parameterSchema.parse({ ...described, type: 'boolean' }),
  mode: parameterSchema.parse({ ...described, type: 'string', enum: ['a', 'b'], default: 'a' }),
  tag: parameterSchema.parse({ ...described, type: 'string', enum: ['a', 'b'], required: false }),
};

/** Every call that there is: a boolean and a default are always there, `tag` may be left out. */
const calls = [true, false].flatMap((loud) =>
  ['a', 'b'].flatMap((mode) => [
    { loud, mode },
    { loud, mode, tag: 'a' },
    { loud, mode, tag: 'b' },
  ]),
);

const conditions: readonly (Condition | null)[] = [
  null,
  ...[undefined, true, false].map((is) => ({ param: 'loud', is })),
  ...['mode', 'tag'].flatMap((param) => [undefined, 'a', 'b'].map((is) => ({ param, is }))),
];

test('what covers a condition is there in every call that meets it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...conditions),
      fc.array(fc.constantFrom(...conditions), { maxLength: 4 }),
      (one, others) => {
        if (!isCovered(one, others, parameters)) return;
        const bare = calls
          .filter((call) => isMet(one, call, parameters))
          .filter((call) => !others.some((other) => isMet(other, call, parameters)));
        expect(bare).toEqual([]);
      },
    ),
    { numRuns: 2000 },
  );
});

test('one condition covers another exactly where each call that meets the one meets the other', () => {
  for (const one of conditions) {
    for (const other of conditions) {
      const follows = calls.every((call) => !isMet(one, call, parameters) || isMet(other, call, parameters));
      expect(isCovered(one, [other], parameters), JSON.stringify([one, other])).toBe(follows);
    }
  }
});

test('all values of a parameter together are every call, unless it can be left out', () => {
  const each = (param: string): readonly Condition[] => ['a', 'b'].map((is) => ({ param, is }));
  expect(isCovered(null, each('mode'), parameters)).toBe(true);
  expect(isCovered(null, each('mode').slice(1), parameters)).toBe(false);
  expect(isCovered(null, each('tag'), parameters)).toBe(false);
  const loud = { param: 'loud', is: undefined };
  expect(isCovered(null, [loud, { param: 'loud', is: false }], parameters)).toBe(true);
});

test('what every object has by itself is no value that a caller gave', () => {
  const own = { constructor: parameterSchema.parse({ ...described, type: 'port', required: false }) };
  const condition = { param: 'constructor', is: undefined };
  expect(isMet(condition, {}, own)).toBe(false);
  expect(isMet(condition, { constructor: 80 }, own)).toBe(true);
  expect(isCovered(null, [condition], {})).toBe(false);
});
