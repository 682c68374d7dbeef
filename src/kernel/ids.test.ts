import fc from 'fast-check';
import { expect, test } from 'vitest';
import { correlationIdOf, newRunId } from './ids.ts';

const zeros = (count: number): Uint8Array => new Uint8Array(count);

test('a run id is three words that can be spoken', () => {
  expect(newRunId(() => Uint8Array.of(0, 0, 0xff, 0xff, 0x12, 0x34))).toBe('r-babab-zuzuz-damuh');
});

test('every run id has one form, and every random bit shows in it', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
      const id = newRunId(() => bytes);
      expect(id).toMatch(/^r(-[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]){3}$/);
      seen.add(id);
    }),
  );
  for (let bit = 0; bit < 48; bit += 1) {
    const bytes = zeros(6);
    bytes[bit >> 3] = 1 << (bit & 7);
    expect(newRunId(() => bytes)).not.toBe(newRunId(zeros));
  }
});

test.each(['a', 'A.b_c-9', 'x'.repeat(64)])('the caller’s correlation id %s is kept', (id) => {
  expect(correlationIdOf(id, zeros)).toBe(id);
});

test.each([undefined, '', 'x'.repeat(65), 'a b', 'a\n', 'ä', '{"a":1}', '../x'])(
  'a correlation id that is no safe word (%j) is replaced',
  (id) => {
    expect(correlationIdOf(id, zeros)).toBe(`c-${'00'.repeat(12)}`);
  },
);
