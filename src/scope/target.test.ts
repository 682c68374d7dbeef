import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interval } from './fixtures/arbitraries.ts';
import { formatInterval } from './format-interval.ts';
import { parseTarget, readTarget } from './target.ts';

const slipOf = (text: string): string => {
  const target = parseTarget(text, 'target');
  return target.ok ? 'accepted' : `${target.error.message} ${target.error.next[0] ?? ''}`;
};

describe('targets', () => {
  test.each([
    ['10.0.0.5', 'address', '10.0.0.5'],
    ['10.0.0.0/24', 'block', '10.0.0.0/24'],
    ['0.0.0.0/0', 'block', '0.0.0.0/0'],
    ['10.0.0.7/32', 'address', '10.0.0.7'],
    ['10.0.0.1-9', 'range', '10.0.0.1-9'],
    ['10.0.0.1-10.0.0.9', 'range', '10.0.0.1-9'],
    ['10.0.0.1-10.0.1.9', 'range', '10.0.0.1-10.0.1.9'],
    ['10.0.0.4-4', 'address', '10.0.0.4'],
    ['FD00::0001', 'address', 'fd00::1'],
    ['fd00::/64', 'block', 'fd00::/64'],
    ['::/0', 'block', '::/0'],
    ['fd00::1/128', 'address', 'fd00::1'],
    ['fd00::1-fd00::9', 'range', 'fd00::1-fd00::9'],
    ['db.lab.internal', 'host', 'db.lab.internal'],
    ['DB.Lab.INTERNAL.', 'host', 'db.lab.internal'],
    ['10-0-0-1.lab.internal', 'host', '10-0-0-1.lab.internal'],
    ['10.0.0.5.lab.internal', 'host', '10.0.0.5.lab.internal'],
    ['xn--bcher-kva.lab.internal', 'host', 'xn--bcher-kva.lab.internal'],
    ['fileserver', 'host', 'fileserver'],
  ])('reads %s as an %s written %s', (text, kind, canonical) => {
    expect(readTarget(text)).toMatchObject({ kind, text: canonical });
  });

  test('reads back the canonical form of every interval', () => {
    fc.assert(
      fc.property(interval, (given) => {
        const target = readTarget(formatInterval(given));
        expect(target !== null && target.kind !== 'host' ? target.interval : null).toEqual(given);
      }),
    );
  });

  test('reads its own canonical text as the same target, whatever was typed', () => {
    const unit = fc.constantFrom(...Array.from('0129.:/-af'), 'lab', '.', '10.0.0.', '::');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
        const target = readTarget(text);
        if (target !== null) expect(readTarget(target.text)).toEqual(target);
      }),
      { numRuns: 5000 },
    );
  });

  test('never passes a character beyond letters, digits, dot, colon, slash and hyphen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const target = readTarget(text);
        if (target !== null) expect(text).toMatch(/^[A-Za-z0-9.:/-]+$/);
      }),
      { numRuns: 2000 },
    );
  });

  test('a letter outside ASCII that lower-cases into it is refused: the Kelvin sign is no k', () => {
    expect(readTarget('\u212Aali.lab.internal')).toBeNull();
  });
});

describe('what is said about a slip', () => {
  test.each([
    ['10.0.0.1/24', /bits are set below the prefix.*Give the block itself: 10\.0\.0\.0\/24/],
    ['http://10.0.0.1/x', /a URL.*Give the host alone: 10\.0\.0\.1/],
    ['10.0.0.5 8.8.8.8', /a space at character 9; one call takes one target/],
    ['10.0.0.1\n', /character 9 is U\+000A/],
    ['１０.0.0.1', /character 1 is U\+FF11/],
    ['-oN.lab.internal', /starts with a hyphen/],
    ['10.0.0.1,10.0.0.2', /a list/],
    ['root@db.lab.internal', /an @/],
    ['fe80::1%eth0', /zone/],
    ['[fd00::1]', /bare/],
    ['*.lab.internal', /only scope rules have wildcards/],
    ['$(id)', /"\$" at character 1 has no place/],
    ['/etc/passwd', /a \/ belongs in a CIDR block alone/],
    ['10.0.0.0/33', /a number from 0 to 32; masks are not accepted/],
    ['fd00::/129', /a number from 0 to 128/],
    ['10.0.0.9-1', /ends before it starts/],
    ['10.0.0.1-', /two full addresses, or an address and a last octet/],
    ['db.lab.internal:22', /holds a port.*ports in a parameter/],
    ['::ffff:10.0.0.1', /hides an IPv4 address.*itself: 10\.0\.0\.1/],
    ['fd00::1::2', /no IPv6 address/],
    ['010.0.0.1', /octet 010 has a leading zero/],
    ['10.0.1', /four octets; this has 3/],
    ['134744072', /four octets; this has 1/],
    ['10.0.0.256', /from 0 to 255/],
    ['0x7f.0x1', /last label is a number/],
    ['a..lab.internal', /empty label/],
    ['-', /hyphen/],
    ['', /empty/],
    ['a'.repeat(300), /300 characters; the longest has 254/],
    [`${'a'.repeat(64)}.lab.internal`, /at most 63 characters/],
    ['a-.lab.internal', /no hyphen at its ends/],
  ])('%j', (text, said) => expect(slipOf(text)).toMatch(said));

  test('is told for any text whatever, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const target = parseTarget(text, 'target');
        if (!target.ok) expect(target.error).toMatchObject({ code: 'input.invalid', field: 'target' });
      }),
      { numRuns: 2000 },
    );
  });
});
