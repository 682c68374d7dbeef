import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestList, shortenLists } from './shorten-lists.ts';

const bounds = { entries: 2, characters: 5 };

test('lists keep their first entries at every depth, and what they lost is counted by path', () => {
  const hosts = [
    { address: 'a', ports: [1, 2, 3] },
    { address: 'b', ports: [4] },
    { address: 'c', ports: [5] },
  ];
  expect(shortenLists({ hosts, partial: false }, 'result', bounds)).toEqual({
    value: {
      hosts: [
        { address: 'a', ports: [1, 2] },
        { address: 'b', ports: [4] },
      ],
      partial: false,
    },
    shortened: [
      { path: 'result.hosts', shown: 2, of: 3 },
      { path: 'result.hosts[].ports', shown: 3, of: 4 },
    ],
  });
});

test('what fits is left alone, but for fields that are null', () => {
  expect(shortenLists({ a: [1, null], b: null, c: '', d: 'short' }, 'result', bounds)).toEqual({
    value: { a: [1, null], c: '', d: 'short' },
    shortened: [],
  });
});

test('a long text ends with an ellipsis, never with half a character', () => {
  expect(shortenLists(['abcdef', '123😀56'], 'x', bounds).value).toEqual(['abcd…', '123\ufffd…']);
});

test('nothing is longer than its bound, whatever the value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.nat({ max: 4 }), (value, entries) => {
      const { value: shorter, shortened } = shortenLists(value, 'result', { entries, characters: 5 });
      expect(longestList(shorter)).toBeLessThanOrEqual(entries);
      for (const { shown, of } of shortened) expect(shown).toBeLessThan(of);
    }),
  );
});
