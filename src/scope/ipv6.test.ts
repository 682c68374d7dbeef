import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv6 } from './fixtures/arbitraries.ts';
import { formatIpv6, parseIpv6 } from './ipv6.ts';

describe('IPv6 addresses', () => {
  test.each([
    ['::', '::'],
    ['::1', '::1'],
    ['FD00:0:0:0:0:0:0:1', 'fd00::1'],
    ['fd00:0000:0000::0001', 'fd00::1'],
    ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
    ['fe80::', 'fe80::'],
  ])('writes %s as %s, as RFC 5952 asks', (text, canonical) => {
    const address = parseIpv6(text);
    expect(address === null ? null : formatIpv6(address)).toBe(canonical);
  });

  test.each([
    '',
    ':',
    ':::',
    '1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '12345::',
    'g::',
    '::1%lo',
    '::ffff:10.0.0.1',
    '[::1]',
    ' ::1',
    '::1\n',
    ':1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:',
  ])('refuses %j', (text) => expect(parseIpv6(text)).toBeNull());

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(ipv6, (address) => {
        expect(parseIpv6(formatIpv6(address))).toBe(address);
      }),
    );
  });

  test('writes what the URL parser writes', () => {
    fc.assert(
      fc.property(ipv6, (address) => {
        expect(new URL(`http://[${formatIpv6(address)}]/`).hostname).toBe(`[${formatIpv6(address)}]`);
      }),
    );
  });

  test('agrees with Node about every text made of hexadecimal digits and colons', () => {
    const near = fc.string({ unit: fc.constantFrom('0', '1', 'f', 'A', ':', ':', '::'), maxLength: 24 });
    fc.assert(
      fc.property(near, (text) => {
        expect(parseIpv6(text) !== null).toBe(isIPv6(text));
      }),
      { numRuns: 2000 },
    );
  });
});
