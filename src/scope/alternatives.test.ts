import { expect, test } from 'vitest';
import { allowedAddresses, allowedNames, allowedSuffixes } from './alternatives.ts';
import { authorise } from './authorise.ts';
import { host } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';

test('the networks nearest to what was asked come first, then the names', () => {
  const scope = sampleScope({ allow: ['10.0.0.0/8', '192.168.0.0/16', 'fd00::/64', '*.lab.internal'] });
  const more = '; at most 1024 addresses a call';
  expect(allowedAddresses(scope, { family: 4, lo: 192 * 2 ** 24, hi: 192 * 2 ** 24 })).toEqual([
    `Allowed: 192.168.0.0/16, 10.0.0.0/8, fd00::/64, *.lab.internal${more}`,
  ]);
  expect(allowedNames(scope)).toEqual([
    `Allowed: *.lab.internal, 10.0.0.0/8, 192.168.0.0/16, fd00::/64${more}`,
  ]);
});

test('what is denied, or in the floor, is taken out of what is offered', () => {
  const scope = sampleScope({
    allow: ['10.20.0.0/24', 'fd00:ec2::/64', '*.lab.internal', 'db.corp.test', '*.dmz.test'],
    deny: ['10.20.0.1', '10.20.0.64/26', 'ns.lab.internal', '*.old.lab.internal', '*.corp.test', '*.test'],
  });
  expect(allowedAddresses(scope, { family: 4, lo: 169082881, hi: 169082881 })).toEqual([
    'Allowed: 10.20.0.0, 10.20.0.2-63, fd00:ec2::255-fd00:ec2::ffff:ffff:ffff:ffff, *.lab.internal (not ns.lab.internal and 1 more) and more; at most 1024 addresses a call; not the addresses of denied names',
  ]);
  expect(allowedNames(sampleScope({ allow: ['10.20.0.0/24'], deny: ['10.0.0.0/8'] }))).toEqual([]);
});

test('what is nearest in a network of many holes is offered, and there is room for names', () => {
  const deny = Array.from({ length: 5000 }, (_, at) => `10.0.${Math.floor(at / 128)}.${(at % 128) * 2}`);
  const scope = sampleScope({ deny });
  const asked = 10 * 2 ** 24 + 2056;
  expect(allowedAddresses(scope, { family: 4, lo: asked, hi: asked })).toEqual([
    'Allowed: 10.0.8.7, 10.0.8.9, 172.16.0.0/12, 192.168.0.0/16, *.lab.internal and more; at most 1024 addresses a call',
  ]);
});

test('a domain is offered to whoever asks for every name below it where none of them is denied', () => {
  const scope = sampleScope({
    allow: ['*.lab.internal', '*.free.test', '*.gone.test', 'www.free.test'],
    deny: ['ns.lab.internal', 'gone.test'],
  });
  expect(allowedSuffixes(scope)).toEqual(['Allowed: *.free.test; not the addresses of denied names']);
  expect(allowedSuffixes(sampleScope({ deny: ['ns.lab.internal'] }))).toEqual([]);
});

test('a long list is cut, and it is said that there is more', () => {
  const scope = sampleScope({ allow: Array.from({ length: 40 }, (_, at) => `10.${at}.0.0/24`) });
  expect(allowedNames(scope)).toEqual([
    'Allowed: 10.0.0.0/24, 10.1.0.0/24, 10.2.0.0/24, 10.3.0.0/24, 10.4.0.0/24, 10.5.0.0/24 and more',
  ]);
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
