import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressesInInterfaces, addressesInRoutes } from './kernel-addresses.ts';

const trie = `Main:
  +-- 0.0.0.0/1 2 0 2
     +-- 10.77.8.0/24 2 0 2
        +-- 10.77.8.0/31 1 0 0
           |-- 10.77.8.0
              /24 link UNICAST
           |-- 10.77.8.1
              /32 host LOCAL
        |-- 10.77.8.255
           /32 link BROADCAST
Local:
  +-- 0.0.0.0/1 2 0 2
     |-- 10.77.9.4
        /31 link UNICAST
        /32 host LOCAL
     |-- 127.0.0.0
        /8 host LOCAL
     |-- 127.0.0.1
        /32 host LOCAL
`;

test('own and broadcast addresses are those whose route is to one address, of that kind', () => {
  expect(addressesInRoutes(trie)).toEqual({
    own: ['10.77.8.1', '10.77.9.4', '127.0.0.1'],
    broadcast: ['10.77.8.255'],
  });
  expect(addressesInRoutes('')).toEqual({ own: [], broadcast: [] });
});

test('IPv6 addresses are written in their short form', () => {
  const table =
    'fd770000000000000000000000000001 03 40 00 82       a0\n' +
    '00000000000000000000000000000001 01 80 10 80       lo\n' +
    'fe80000000000000944e4afffef37b57 02 40 20 80     eth0\n';
  expect(addressesInInterfaces(table)).toEqual(['fd77::1', '::1', 'fe80::944e:4aff:fef3:7b57']);
});

test('whatever else is in a table is passed over', () => {
  const line = fc.constantFrom(
    '|-- 10.0.0.1',
    '   /32 host LOCAL',
    'fd77 a',
    '/32 link BROADCAST',
    '',
    '+-- x',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      const text = lines.join('\n');
      for (const address of addressesInRoutes(text).own) expect(address).toMatch(/^[\d.]+$/);
      for (const address of addressesInInterfaces(text)) expect(address).toMatch(/^[0-9a-f:]+$/);
    }),
  );
});
