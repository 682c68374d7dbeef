import { expect, test } from 'vitest';
import { formatFirst, parseAddress } from './address.ts';
import { carriedIpv4 } from './carried-ipv4.ts';

function carried(text: string): string | null {
  const address = parseAddress(text);
  if (address?.family !== 6) throw new Error(`not an IPv6 address: ${text}`);
  const found = carriedIpv4(address.lo);
  return found === null ? null : formatFirst(found);
}

test.each([
  ['::a00:5', 'compatible'],
  ['::ffff:a00:5', 'mapped'],
  ['::ffff:0:a00:5', 'translated'],
  ['64:ff9b::a00:5', 'NAT64'],
  ['64:ff9b:1::a00:5', 'local NAT64'],
  ['2002:a00:5::1', '6to4'],
  ['2001:0:1:2:3:4:f5ff:fffa', 'Teredo, which inverts it'],
])('%s carries 10.0.0.5: %s', (text) => {
  expect(carried(text)).toBe('10.0.0.5');
});

test('any other IPv6 address carries none', () => {
  expect(['fd00::a00:5', '2001:db8::a00:5', '2001:1::1', '::1:ffff:a00:5'].map(carried)).toEqual(
    Array(4).fill(null),
  );
});
