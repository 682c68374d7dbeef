import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLoopback } from './loopback.ts';

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.255.1.0', '::1', '[::1]', '::ffff:127.0.0.1'])(
  'nobody else can reach %s',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

test.each([
  '0.0.0.0',
  '::',
  '10.0.0.1',
  '127.1',
  '127.0.0.256',
  '127.0.0.01',
  '128.0.0.1',
  'localhost.lab',
  '',
  '::12',
])('%j is not taken for loopback', (host) => {
  expect(isLoopback(host)).toBe(false);
});

test('it never trusts an address that the system would not', () => {
  const list = new BlockList();
  list.addSubnet('127.0.0.0', 8, 'ipv4');
  list.addAddress('::1', 'ipv6');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6(),
        fc.ipV4().map((host) => `127${host.slice(host.indexOf('.'))}`),
      ),
      (host) => {
        expect(isLoopback(host) && !list.check(host, isIP(host) === 4 ? 'ipv4' : 'ipv6')).toBe(false);
        if (isIP(host) === 4) expect(isLoopback(host)).toBe(list.check(host));
      },
    ),
  );
});
