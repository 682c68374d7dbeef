import { isIPv4 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4 } from './fixtures/arbitraries.ts';
import { formatIpv4, parseIpv4 } from './ipv4.ts';

describe('IPv4 addresses', () => {
  test('reads four decimal octets as a number', () => {
    expect(parseIpv4('10.0.0.1')).toBe(167_772_161);
    expect(parseIpv4('0.0.0.0')).toBe(0);
    expect(parseIpv4('255.255.255.255')).toBe(4_294_967_295);
  });

  test.each([
    '',
    '1',
    '1.2.3',
    '1.2.3.4.5',
    '01.2.3.4',
    '1.2.3.04',
    '256.1.1.1',
    '1.2.3.4.',
    '.1.2.3.4',
    '1..2.3',
    '0x1.2.3.4',
    '1.2.3.-4',
    ' 1.2.3.4',
    '1.2.3.4\n',
    '１.2.3.4',
  ])('refuses %j', (text) => expect(parseIpv4(text)).toBeNull());

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(ipv4, (address) => {
        expect(parseIpv4(formatIpv4(address))).toBe(address);
      }),
    );
  });

  test('agrees with Node about every text made of digits and dots', () => {
    const near = fc.string({ unit: fc.constantFrom('0', '1', '2', '5', '9', '.', '.'), maxLength: 16 });
    const dotted = fc
      .array(fc.integer({ min: 0, max: 300 }).map(String), { minLength: 3, maxLength: 5 })
      .map((octets) => octets.join('.'));
    fc.assert(
      fc.property(fc.oneof(near, dotted), (text) => {
        expect(parseIpv4(text) !== null).toBe(isIPv4(text));
      }),
    );
  });
});
