import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCaptured } from './decode.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const none = new Uint8Array();

test('what was kept whole is decoded whole, invalid bytes replaced', () => {
  expect(decodeCaptured({ head: bytesOf('grün'), tail: none, bytes: 5, truncated: false })).toBe('grün');
  const broken = new Uint8Array([0x61, 0xff, 0x62]);
  expect(decodeCaptured({ head: broken, tail: none, bytes: 3, truncated: false })).toBe('a\ufffdb');
});

test('a byte order mark stays, so that cleaning can show it', () => {
  expect(decodeCaptured({ head: bytesOf('\ufeffx'), tail: none, bytes: 4, truncated: false })).toBe(
    '\ufeffx',
  );
});

test('a line between head and tail says how many bytes are missing', () => {
  const text = decodeCaptured({ head: bytesOf('start'), tail: bytesOf('end'), bytes: 1000, truncated: true });
  expect(text).toBe('start\n[… 992 bytes not kept …]\nend');
});

test('a character that a cut went through is dropped, never replaced', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 4, maxLength: 30 }),
      fc.nat(),
      fc.nat(),
      (text, from, to) => {
        const all = bytesOf(text);
        const head = all.subarray(0, from % (all.length + 1));
        const tail = all.subarray(to % (all.length + 1));
        const [before, after] = decodeCaptured({ head, tail, bytes: all.length, truncated: true }).split(
          /\n\[… -?\d+ bytes not kept …\]\n/,
        );
        expect(text.startsWith(before ?? '!')).toBe(true);
        expect(text.endsWith(after ?? '!')).toBe(true);
      },
    ),
  );
});
