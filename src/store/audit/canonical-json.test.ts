import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('members are in the order of their code units, at every depth, without blanks', () => {
  // The example of RFC 8785, 3.2.3.
  const members = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '\u{1f600}': 5,
    '\u0080': 6,
    '\u00f6': [{ b: 1, a: null }],
  };
  expect(canonicalJson(members)).toBe(
    '{"\\r":2,"1":4,"\u0080":6,"\u00f6":[{"a":null,"b":1}],"\u20ac":1,"\u{1f600}":5,"\ufb33":3}',
  );
});

test('what JSON does not know is left out of objects and null elsewhere', () => {
  expect(canonicalJson({ a: undefined, b: () => 1, c: [undefined, Number.NaN], d: -0 })).toBe(
    '{"c":[null,null],"d":0}',
  );
  expect(canonicalJson(undefined)).toBe('null');
});

test('the text reads back as the same data, and the order in which members were set does not matter', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toReversed();
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member)]));
}
