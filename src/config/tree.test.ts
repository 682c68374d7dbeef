import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPath, getIn, setIn } from './tree.ts';

describe('trees and paths', () => {
  test('a value that is put in is found again, and the tree it came from is unchanged', () => {
    const keys = fc.array(fc.stringMatching(/^[a-c]$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(keys, (path) => {
        const before = Object.freeze({ a: Object.freeze({ b: 1 }) });
        expect(getIn(setIn(before, path, 'x'), path)).toBe('x');
        expect(before).toEqual({ a: { b: 1 } });
      }),
    );
  });

  test('inherited keys are not found', () => {
    expect(getIn({}, ['constructor'])).toBeUndefined();
    expect(getIn({}, ['__proto__', 'toString'])).toBeUndefined();
    expect(getIn({ a: ['x'] }, ['a', 'length'])).toBeUndefined();
  });

  test('different paths have different texts', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.constantFrom('a', 'a.b', '[0]', 'b[1]', '"'),
      fc.nat(3),
    );
    const path = fc.array(part, { maxLength: 3 });
    fc.assert(
      fc.property(path, path, (one, other) => {
        expect(formatPath(one) === formatPath(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2000 },
    );
  });
});
