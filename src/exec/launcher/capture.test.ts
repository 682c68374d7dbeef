import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCapture } from './capture.ts';

const captureOf = (
  keep: number,
  chunks: readonly Uint8Array[],
): ReturnType<ReturnType<typeof createCapture>['captured']> => {
  const capture = createCapture(keep);
  for (const chunk of chunks) capture.write(chunk);
  return capture.captured();
};

describe('a capture', () => {
  it('keeps all of a stream that fits, and calls nothing cut', () => {
    const { head, tail, bytes, truncated } = captureOf(6, [Buffer.from('abc'), Buffer.from('def')]);
    expect([String(head), tail.byteLength, bytes, truncated]).toEqual(['abcdef', 0, 6, false]);
  });

  it('keeps the first and the last half of a longer one', () => {
    const { head, tail, bytes, truncated } = captureOf(5, [Buffer.from('0123456789')]);
    expect([String(head), String(tail), bytes, truncated]).toEqual(['012', '89', 10, true]);
  });

  it('only counts where nothing is to be kept', () => {
    const { head, tail, bytes, truncated } = captureOf(0, [Buffer.from('abc')]);
    expect([head.byteLength, tail.byteLength, bytes, truncated]).toEqual([0, 0, 3, true]);
  });

  it('equals head, tail and length of the whole stream, however it is chunked', () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(120), chunks, (keep, parts) => {
        const whole = Buffer.concat(parts);
        const isCut = whole.length > keep;
        const { head, tail, bytes, truncated } = captureOf(keep, parts);
        expect(Buffer.from(head)).toEqual(isCut ? whole.subarray(0, Math.ceil(keep / 2)) : whole);
        expect(Buffer.from(tail)).toEqual(
          isCut ? whole.subarray(whole.length - Math.floor(keep / 2)) : Buffer.alloc(0),
        );
        expect([bytes, truncated]).toEqual([whole.length, isCut]);
      }),
    );
  });
});
