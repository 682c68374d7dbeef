import { expect, test } from 'vitest';
import { allowedAddresses, allowedNames } from './alternatives.ts';
import { authorise } from './authorise.ts';
import { host } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';

test('the networks nearest to what was asked come first, then the names', () => {
  const scope = sampleScope({ allow: ['10.0.0.0/8', '192.168.0.0/16', 'fd00::/64', '*.lab.internal'] });
  expect(allowedAddresses(scope, { family: 4, lo: 192 * 2 ** 24, hi: 192 * 2 ** 24 })).toBe(
    'Allowed: 192.168.0.0/16, 10.0.0.0/8, fd00::/64, *.lab.internal',
  );
  expect(allowedNames(scope)).toBe('Allowed: *.lab.internal, 10.0.0.0/8, 192.168.0.0/16, fd00::/64');
});

test('a long list is cut, and it is said how many are missing', () => {
  const scope = sampleScope({ allow: Array.from({ length: 40 }, (_, at) => `10.${at}.0.0/24`) });
  expect(allowedNames(scope)).toBe(
    'Allowed: 10.0.0.0/24, 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24, 10.4.0.0/24, 10.5.0.0/24 and 34 more',
  );
});

test('a refusal stays short, however long the names of the scope and of the call are', () => {
  const long = `${`${'a'.repeat(60)}.`.repeat(4)}test`;
  const allow = [
    'fd00::/64',
    'fd01:2345:6789:abcd::/64',
    ...Array.from({ length: 9 }, (_, at) => `${at}.${long.slice(2)}`),
  ];
  const deny = ['fd01:2345:6789:abcd::1', 'fd01:2345:6789:abcd::1111', 'fd01:2345:6789:abcd:1::', long];
  const scope = sampleScope({ allow, deny });
  for (const text of [
    long,
    `x.${long.slice(2)}`,
    '8.8.8.8',
    'fd01:2345:6789:abcd::/64',
    'fd00::/8',
    `-${'x'.repeat(9000)}`,
  ]) {
    const target = authorise(scope, host(text), new Map([[long, ['fd01:2345:6789:abcd::7']]]));
    if (target.ok) throw new Error(`${text} is allowed`);
    expect([target.error.message, ...target.error.next].join(' ').length, text).toBeLessThanOrEqual(1000);
  }
});
