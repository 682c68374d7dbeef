import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAddress } from './address.ts';
import { authorise } from './authorise.ts';
import { decidedWithout, deniedNameUnknown } from './denied-addresses.ts';
import { host, query, url, type Endpoint } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { overlaps } from './interval.ts';

const scope = sampleScope({
  allow: ['rfc1918', 'ula', '*.lab.internal'],
  deny: ['dc01.lab.internal', 'DC02.lab.internal.', '*.secret.lab.internal'],
});

const judge = (endpoint: Endpoint, answers: Readonly<Record<string, readonly string[]>>): unknown => {
  const target = authorise(scope, endpoint, new Map(Object.entries(answers)));
  return target.ok ? target.value : target.error;
};

describe('the addresses of a denied name', () => {
  const answers = { 'dc01.lab.internal': ['10.0.0.9', 'fd00::9'], 'db.lab.internal': ['10.0.0.9'] };

  test('are denied like the name, with its rule and place', () => {
    expect(judge(host('10.0.0.9'), answers)).toMatchObject({
      code: 'scope.denied',
      message: expect.stringContaining(
        '10.0.0.9 is excluded by scope.deny = dc01.lab.internal (10.0.0.9, an address of that name)',
      ),
      rule: { at: 'scope.yaml#deny[0]' },
    });
    expect(judge(host('fd00::/120'), answers)).toMatchObject({ code: 'scope.denied' });
  });

  test('are denied inside a block and a range, and the rest is offered', () => {
    expect(judge(host('10.0.0.0/28'), answers)).toMatchObject({
      code: 'scope.denied',
      next: ['Leave it out and ask for the rest: 10.0.0.0-8, 10.0.0.10-15'],
    });
    expect(judge(host('10.0.0.1-9'), answers)).toMatchObject({ code: 'scope.denied' });
    expect(judge(host('10.0.0.1-8'), answers)).toMatchObject({ text: '10.0.0.1-8' });
  });

  test('are denied to other names, to web addresses and to reverse questions', () => {
    for (const endpoint of [
      host('db.lab.internal'),
      url('http://db.lab.internal/'),
      url('https://10.0.0.9:8443/x'),
      query('10.0.0.9'),
    ]) {
      expect(judge(endpoint, answers)).toMatchObject({
        code: 'scope.denied',
        rule: { at: 'scope.yaml#deny[0]' },
      });
    }
  });

  test('are found behind an IPv6 answer that carries an IPv4 address', () => {
    expect(judge(host('10.0.0.9'), { 'dc01.lab.internal': ['64:ff9b::a00:9'] })).toMatchObject({
      code: 'scope.denied',
    });
  });

  test('are those of every denied name, however it was spelled in the file', () => {
    expect(
      judge(host('10.0.0.7'), { 'dc01.lab.internal': [], 'dc02.lab.internal': ['10.0.0.7'] }),
    ).toMatchObject({
      rule: { at: 'scope.yaml#deny[1]' },
    });
  });
});

test('a denied name without an address denies nothing more than itself', () => {
  expect(judge(host('10.0.0.9'), { 'dc01.lab.internal': [] })).toMatchObject({ text: '10.0.0.9' });
});

test('an answer of a denied name that is no plain address refuses everything: it could stand for anything', () => {
  for (const answer of ['fe80::1%eth0', '010.0.0.9', '10.0.0.9 ', '']) {
    expect(judge(host('10.0.0.5'), { 'dc01.lab.internal': [answer] })).toMatchObject({
      code: 'scope.unresolved',
      message: expect.stringContaining('dc01.lab.internal has the answer'),
      rule: { at: 'scope.yaml#deny[0]' },
    });
  }
});

test('what is decided without the addresses of a denied name says so', () => {
  expect(decidedWithout(scope, new Map([['dc01.lab.internal', []]]))).toMatch(
    /the addresses of dc02\.lab\.internal \(/,
  );
  expect(decidedWithout(scope, new Map(scope.deniedNames.map((name) => [name, []])))).toBeNull();
  const many = sampleScope({ deny: Array.from({ length: 9 }, (_, at) => `h${at}.lab.internal`) });
  expect(decidedWithout(many, new Map())).toContain('h3.lab.internal and 5 more');
});

test('a refusal because nobody answered names the rule, can be retried and is short', () => {
  const refused = deniedNameUnknown(scope, 'dc02.lab.internal');
  expect(refused).toMatchObject({ code: 'scope.unresolved', rule: { at: 'scope.yaml#deny[1]' } });
  expect(refused.message).not.toContain('always be refused');
  expect(JSON.stringify(refused).length).toBeLessThan(700);
});

test('whatever is asked and whatever DNS answers, nothing authorised touches an address of a denied name', () => {
  const octet = fc.integer({ min: 0, max: 40 });
  const address = fc.oneof(
    octet.map((last) => `10.0.0.${last}`),
    octet.map((last) => `fd00::${last.toString(16)}`),
    octet.map((last) => `64:ff9b::a00:${last.toString(16)}`),
    fc.constantFrom('oops', '8.8.8.8', 'fe80::1%eth0'),
  );
  const asked = fc.oneof(
    octet.map((last) => host(`10.0.0.${last}`)),
    fc.tuple(octet, octet).map(([lo, more]) => host(`10.0.0.${lo}-10.0.0.${lo + more}`)),
    fc
      .constantFrom('10.0.0.0/27', '10.0.0.32/29', 'fd00::/122', 'db.lab.internal', 'DC01.lab.internal')
      .map((text) => host(text)),
    octet.map((last) => url(`http://10.0.0.${last}/`)),
    fc.constantFrom(url('https://db.lab.internal/x'), query('10.0.0.4'), query('db.lab.internal')),
  );
  const answersOf = fc.array(address, { maxLength: 3 });
  let allowed = 0;
  fc.assert(
    fc.property(asked, answersOf, answersOf, answersOf, (endpoint, own, first, second) => {
      const answers = new Map([
        ['db.lab.internal', own],
        ['dc01.lab.internal', first],
        ['dc02.lab.internal', second],
      ]);
      const target = authorise(scope, endpoint, answers);
      if (!target.ok) return;
      allowed += 1;
      const touched = [target.value.text, ...target.value.answers].flatMap(
        (text) => parseAddress(text) ?? [],
      );
      const all = target.value.interval === null ? touched : [...touched, target.value.interval];
      for (const denied of [...first, ...second]) {
        const plain = parseAddress(
          denied.replace(/^64:ff9b::a00:(\w+)$/, (_, hex: string) => `10.0.0.${Number.parseInt(hex, 16)}`),
        );
        expect(plain).not.toBeNull();
        expect(all.some((interval) => plain !== null && overlaps(interval, plain))).toBe(false);
      }
    }),
    { numRuns: 2000 },
  );
  expect(allowed).toBeGreaterThan(100);
});
