import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSignature, writeSignature } from './signature.ts';

const keyId = `sha256:${'0a'.repeat(32)}`;
const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });

describe('a signature file', () => {
  test('gives back the bytes and the key that were written', () => {
    fc.assert(
      fc.property(bytes, (signature) => {
        expect(readSignature(writeSignature(keyId, signature))).toEqual({
          ok: true,
          value: { keyId, bytes: signature },
        });
      }),
    );
  });

  test('may be base64 alone, as other tools write it', () => {
    const [, line = ''] = writeSignature(keyId, new Uint8Array(64)).split('\n');
    expect(readSignature(line)).toMatchObject({ ok: true, value: { keyId: null } });
    expect(readSignature(`\r\n${line}\r\n`)).toMatchObject({ ok: true });
  });

  test.each([
    ['is empty', '', '0 characters'],
    ['is cut', writeSignature(keyId, new Uint8Array(64)).slice(0, -8), '81 characters'],
    ['is of another length', btoa('x'.repeat(63)), '84 characters'],
    ['holds two', `${btoa('x'.repeat(64))}\n${btoa('y'.repeat(64))}`, '2 lines'],
    ['is hexadecimal', 'ab'.repeat(64), '128 characters'],
  ])('that %s is none', (_story, text, seen) => {
    const read = readSignature(text);
    expect(read.ok ? '' : read.error).toContain(`${seen} are there`);
  });

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => typeof readSignature(text).ok === 'boolean'),
    );
  });
});
