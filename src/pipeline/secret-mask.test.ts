import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretMaskOf, type SecretMask } from './secret-mask.ts';

function maskFor(...secrets: readonly string[]): SecretMask {
  const mask = secretMaskOf(secrets);
  if (mask === null) throw new Error('nothing is masked');
  return mask;
}
const masked = (text: string, ...secrets: readonly string[]): string => maskFor(...secrets).text(text);
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Printable texts of the kind that grammars let through as secrets. */
const secret = fc
  .string({
    unit: fc.constantFrom(...'abcXYZ019$^.*+?()[]{}|\\/"%-_ é'.split('')),
    minLength: 4,
    maxLength: 20,
  })
  .filter((text) => !'[secret]'.includes(text) && secretMaskOf([text]) !== null);

describe('a secret', () => {
  it('is in no text and no bytes afterwards, wherever it stood and whatever it is made of', () => {
    fc.assert(
      fc.property(secret, secret, fc.string(), fc.string(), (one, two, before, after) => {
        const mask = maskFor(one, two);
        const text = before + one + two + after + one;
        for (const seen of [mask.text(text), textOf(mask.bytes(bytesOf(text), 'none'))]) {
          const rest = seen.split('[secret]');
          expect(rest.some((part) => part.includes(one) || part.includes(two))).toBe(false);
        }
        expect(mask.text(mask.text(text))).toBe(mask.text(text));
      }),
    );
  });

  it('is found quoted as in a message, and as a part of a web address', () => {
    expect(masked('community "c\\"orr\\\\idor" at /?c=c%22orr%5Cidor', 'c"orr\\idor')).toBe(
      'community "[secret]" at /?c=[secret]',
    );
  });

  it('is found in another letter case, which names are judged in', () => {
    expect(masked('"CORRIDOR.lab" is corridor.LAB', 'Corridor')).toBe('"[secret].lab" is [secret].LAB');
  });

  it('leaves no part of itself where a message cut it, and what only looks so stays', () => {
    expect(masked('"at c\\"orri… (99 characters)", corr, then …', 'c"orridor')).toBe(
      '"at [secret]… (99 characters)", corr, then …',
    );
    expect(masked('a [secret]…', ']corridor')).toBe('a [secret]…');
  });

  it('leaves nothing of one that is longer', () => {
    expect(masked('corridor-7, corridor', 'corridor', 'corridor-7')).toBe('[secret], [secret]');
  });

  it('is taken out of every depth of a value, and out of its keys', () => {
    const value = { rows: [{ corridor: 'x corridor y' }, 7, null, true] };
    expect(maskFor('corridor').deep(value)).toEqual({
      rows: [{ '[secret]': 'x [secret] y' }, 7, null, true],
    });
  });

  it('leaves no part of itself where output was cut in the middle of it', () => {
    const { bytes } = maskFor('corridor');
    expect(textOf(bytes(bytesOf('community corri'), 'end'))).toBe('community ');
    expect(textOf(bytes(bytesOf('idor is it'), 'start'))).toBe(' is it');
    expect(textOf(bytes(bytesOf('community corri'), 'none'))).toBe('community corri');
  });

  it('does not come through in chunks, wherever it is cut, and nothing else is lost', () => {
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), fc.nat(), (word, before, after, at) => {
        const mask = maskFor(word);
        const whole = bytesOf(before + word + after);
        const cut = at % (whole.length + 1);
        const taken: Uint8Array[] = [];
        // A chunk is lent: what was taken is copied.
        const stream = mask.stream((bytes) => taken.push(Uint8Array.from(bytes)));
        stream.write(whole.subarray(0, cut));
        stream.write(whole.subarray(cut));
        stream.end(whole.length);
        expect(textOf(Buffer.concat(taken))).toBe(textOf(mask.bytes(whole, 'none')));
      }),
    );
  });

  it('does not come through where a stream ends in the middle of it, and more was to come', () => {
    const taken: string[] = [];
    const stream = maskFor('corridor').stream((bytes) => taken.push(textOf(bytes)));
    stream.write(bytesOf('community corri'));
    stream.end(99);
    expect(taken.join('')).toBe('community ');
  });

  it('leaves bytes that are no text as they were', () => {
    const odd = Uint8Array.of(0xff, 0x00, 0xc3, 0x28);
    expect([...maskFor('corridor').bytes(odd, 'none')]).toEqual([...odd]);
  });
});

it.each([[[]], [['public']], [['Private']], [['abc', '']], [['public', 'abc']]])(
  '%j holds nothing to hide: masking it would spoil a result and protect nobody',
  (secrets) => {
    expect(secretMaskOf(secrets)).toBeNull();
  },
);
