import { describe, expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { draftTarget } from './draft-target.ts';
import { host, oneHost, query, type Endpoint } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import type { Scope } from './scope.ts';

const scope = sampleScope({
  allow: ['10.0.0.0/25', '10.0.0.128/25', '10.1.0.0/16', 'ula', '*.lab.internal', 'bastion.example'],
  deny: ['10.0.0.9', '10.1.2.0/24', 'dc01.lab.internal', '*.secret.lab.internal'],
});

const ask = (endpoint: Endpoint, answers: readonly string[] = [], within: Scope = scope): unknown => {
  const target = authorise(within, endpoint, new Map([[endpoint.text, answers]]));
  return target.ok ? target.value : target.error;
};

describe('addresses', () => {
  test('inside allow are authorised, and the tightest rule is named with its place', () => {
    expect(ask(host('10.1.0.0/24', 'net'))).toMatchObject({
      field: 'net',
      asked: '10.1.0.0/24',
      text: '10.1.0.0/24',
      kind: 'block',
      hosts: 256,
      answers: [],
      rule: { text: 'scope.allow = 10.1.0.0/16', at: 'scope.yaml#allow[2]' },
    });
  });

  test('that only two rules together cover are authorised by the rule of the first', () => {
    expect(ask(host('10.0.0.100-10.0.0.200'))).toMatchObject({
      hosts: 101,
      rule: { at: 'scope.yaml#allow[0]' },
    });
  });

  test('are judged whole: a block around a denied address is refused, and the rest is offered', () => {
    expect(ask(host('10.0.0.0/28'))).toMatchObject({
      code: 'scope.denied',
      field: 'target',
      message:
        '10.0.0.0/28 is excluded by scope.deny = 10.0.0.9. Nothing was sent. The same call will always be refused.',
      rule: { text: 'scope.deny = 10.0.0.9', at: 'scope.yaml#deny[0]' },
      next: ['Leave it out and ask for the rest: 10.0.0.0-8, 10.0.0.10-15'],
    });
  });

  test('partly outside are refused, and the part inside is offered', () => {
    expect(ask(host('10.0.255.0-10.1.0.5'))).toMatchObject({
      code: 'scope.outside',
      message: expect.stringContaining('is not wholly inside the authorised scope'),
      next: ['Ask for the part inside: 10.1.0.0-5'],
    });
  });

  test('outside are refused with the list, its place, and the nearest networks first', () => {
    expect(ask(host('fe00::1'))).toMatchObject({
      code: 'scope.outside',
      rule: { text: expect.stringContaining('scope.allow = 10.0.0.0/25, '), at: 'scope.yaml#allow' },
      next: [expect.stringMatching(/^Allowed: fc00::-fd00:c1::a9fe:a9fd, 10\.\S+, .* and more; /)],
    });
  });
});

describe('host names', () => {
  test('are pinned to their first answer, and every answer is kept', () => {
    expect(ask(host('db.lab.internal'), ['10.1.0.5', 'FD00::0005'])).toMatchObject({
      asked: 'db.lab.internal',
      text: '10.1.0.5',
      kind: 'host',
      hosts: 1,
      answers: ['10.1.0.5', 'fd00::5'],
      rule: { text: 'scope.allow = *.lab.internal' },
    });
  });

  test('are refused where one answer of several is outside, whichever it is', () => {
    const refused = {
      code: 'scope.outside',
      message: expect.stringContaining('db.lab.internal, which resolves to 8.8.8.8, is outside'),
    };
    expect(ask(host('db.lab.internal'), ['10.1.0.5', '8.8.8.8'])).toMatchObject(refused);
    expect(ask(host('db.lab.internal'), ['8.8.8.8', '10.1.0.5'])).toMatchObject(refused);
  });

  test('are refused where they resolve to a denied address, to loopback or to cloud metadata', () => {
    for (const answer of [
      '10.0.0.9',
      '127.0.0.1',
      '169.254.169.254',
      '::1',
      '::ffff:a00:1',
      'fd00:ec2::254',
    ]) {
      expect(ask(host('db.lab.internal'), [answer])).toMatchObject({ code: 'scope.denied' });
    }
  });

  test('are refused where deny names them, though their address is allowed', () => {
    expect(ask(host('dc01.lab.internal'), ['10.1.0.5'])).toMatchObject({
      code: 'scope.denied',
      rule: { at: 'scope.yaml#deny[2]' },
    });
    expect(ask(host('a.b.secret.lab.internal'), ['10.1.0.5'])).toMatchObject({ code: 'scope.denied' });
    expect(ask(host('secret.lab.internal'), ['10.1.0.5'])).toMatchObject({ kind: 'host' });
  });

  test('need a rule of their own: an allowed address does not allow a name', () => {
    expect(ask(host('evil.com'), ['10.1.0.5'])).toMatchObject({
      code: 'scope.outside',
      rule: { at: 'scope.yaml#allow' },
    });
    expect(ask(host('bastion.example'), ['10.1.0.5'])).toMatchObject({ kind: 'host' });
    expect(ask(host('x.bastion.example'), ['10.1.0.5'])).toMatchObject({ code: 'scope.outside' });
  });

  test('without an answer, or with one that is no plain address, stay unresolved', () => {
    for (const answers of [[], ['fe80::1%eth0'], ['10.1.0.5', 'oops'], ['010.1.0.5']]) {
      expect(ask(host('db.lab.internal'), answers)).toMatchObject({
        code: 'scope.unresolved',
        field: 'target',
      });
    }
  });
});

describe('roles', () => {
  test('a query is looked up as data: no answer is needed and nothing is counted', () => {
    expect(ask(query('db.lab.internal'))).toMatchObject({
      text: 'db.lab.internal',
      kind: 'name',
      interval: null,
      hosts: 0,
    });
    expect(ask(query('evil.com'))).toMatchObject({ code: 'scope.outside' });
    expect(ask(query('dc01.lab.internal'))).toMatchObject({ code: 'scope.denied' });
  });

  test('a query may name a service, with labels that start with an underscore; a host may not', () => {
    expect(ask(query('_LDAP._tcp.lab.internal.'))).toMatchObject({
      text: '_ldap._tcp.lab.internal',
      kind: 'name',
    });
    expect(ask(query('_ldap._tcp.evil.com'))).toMatchObject({ code: 'scope.outside' });
    expect(ask(host('_ldap._tcp.lab.internal'))).toMatchObject({ code: 'input.invalid' });
    for (const text of [
      '_',
      '__a.lab.internal',
      'a_b.lab.internal',
      '_.lab.internal',
      `_${'a'.repeat(63)}.lab.internal`,
      '_a lab.internal',
      '_1._1',
    ]) {
      expect(ask(query(text))).toMatchObject({ code: 'input.invalid' });
    }
  });

  test('a query for an address is a query for its reverse name, and the address is judged', () => {
    expect(ask(query('10.1.0.5'))).toMatchObject({
      asked: '10.1.0.5',
      text: '5.0.1.10.in-addr.arpa',
      kind: 'name',
    });
    expect(ask(query('fd00::1'))).toMatchObject({ text: `1.${'0.'.repeat(28)}0.d.f.ip6.arpa` });
    expect(ask(query('8.8.8.8'))).toMatchObject({ code: 'scope.outside' });
    expect(ask(query('5.0.1.10.in-addr.arpa'))).toMatchObject({ code: 'scope.outside' });
  });

  test('a single host is not a block, nor is a query', () => {
    expect(ask(oneHost('10.1.0.0/24', 'server'))).toMatchObject({ code: 'input.invalid', field: 'server' });
    expect(ask(query('10.1.0.0/24'))).toMatchObject({ code: 'input.invalid' });
    expect(ask(oneHost('10.1.0.5/32'))).toMatchObject({ text: '10.1.0.5', kind: 'address' });
  });

  test('a draft says which names must be resolved, and that a query needs none', () => {
    expect(draftTarget(scope, host('DB.lab.internal'))).toMatchObject({
      value: { resolve: 'db.lab.internal', hosts: 1 },
    });
    expect(draftTarget(scope, query('db.lab.internal'))).toMatchObject({
      value: { resolve: null, hosts: 0 },
    });
    expect(draftTarget(scope, host('10.1.0.0/24'))).toMatchObject({ value: { resolve: null, hosts: 256 } });
  });
});
