import { expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { host, namesBelow } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import type { ScopeSettings } from './scope.ts';

function codeOf(
  changes: Partial<ScopeSettings>,
  text: string,
  answers: readonly string[] = ['10.0.0.5'],
): string {
  const target = authorise(sampleScope(changes), host(text), new Map([[text, answers]]));
  return target.ok ? 'allowed' : target.error.code;
}

test('a named set can be denied, and wins over what is allowed inside it', () => {
  const changes = { allow: ['rfc1918', 'ula', '*.lab.internal'], deny: ['ula'] };
  expect(codeOf(changes, 'fd00::1')).toBe('scope.denied');
  expect(codeOf(changes, '10.0.0.1')).toBe('allowed');
  expect(codeOf(changes, 'db.lab.internal', ['10.0.0.5', 'fd00::5'])).toBe('scope.denied');
  expect(codeOf({ deny: ['rfc1918'] }, '192.168.1.1')).toBe('scope.denied');
});

test('loopback can be denied although it is switched on', () => {
  expect(codeOf({ allowLoopback: true, deny: ['loopback'] }, '127.0.0.1')).toBe('scope.denied');
  expect(codeOf({ allowLoopback: true, deny: ['loopback'] }, '::1')).toBe('scope.denied');
});

test('a denied suffix takes the names below it, at any depth, in any spelling, and not the name itself', () => {
  for (const suffix of ['*.secret.lab.internal', '.secret.lab.internal', '*.SECRET.lab.internal.']) {
    expect(codeOf({ deny: [suffix] }, 'a.secret.lab.internal')).toBe('scope.denied');
    expect(codeOf({ deny: [suffix] }, 'a.b.secret.lab.internal')).toBe('scope.denied');
    expect(codeOf({ deny: [suffix] }, 'secret.lab.internal')).toBe('allowed');
    expect(codeOf({ deny: [suffix] }, 'xsecret.lab.internal')).toBe('allowed');
  }
});

test('only exact names are looked up to be denied by address: the names of a suffix cannot be listed', () => {
  const scope = sampleScope({
    deny: ['dc01.lab.internal', 'DC01.lab.internal', '*.secret.lab.internal', 'ula', '10.0.0.9'],
  });
  expect(scope.deniedNames).toEqual(['dc01.lab.internal']);
});

test('ranges and single IPv6 addresses can be denied', () => {
  const changes = { allow: ['rfc1918', 'ula'], deny: ['10.0.0.10-19', 'fd00::10-fd00::1f'] };
  expect(['10.0.0.9', '10.0.0.10', '10.0.0.19', '10.0.0.20'].map((text) => codeOf(changes, text))).toEqual([
    'allowed',
    'scope.denied',
    'scope.denied',
    'allowed',
  ]);
  expect(codeOf(changes, 'fd00::0/123')).toBe('scope.denied');
});

test('a deny list of more exact names than a call can look up is an error', () => {
  const names = (count: number): string[] => Array.from({ length: count }, (_, at) => `h${at}.lab.internal`);
  expect(() => sampleScope({ deny: names(257) })).toThrow(/names 257 hosts; at most 256/);
  expect(sampleScope({ deny: names(256) }).deniedNames).toHaveLength(256);
});

test('the ends of a network that the machine stands in are denied, whatever is allowed', () => {
  const changes = {
    allow: ['10.0.0.0/25', '*.lab.internal'],
    broadcastAddresses: ['10.0.0.0', '10.0.0.127'],
  };
  for (const text of ['10.0.0.127', '10.0.0.0', '10.0.0.120-127'])
    expect(codeOf(changes, text)).toBe('scope.denied');
  expect(codeOf(changes, 'db.lab.internal', ['10.0.0.127'])).toBe('scope.denied');
  expect(codeOf(changes, '10.0.0.1-126')).toBe('allowed');
});

test('a domain below which names are denied is denied where its names are looked for', () => {
  const scope = sampleScope({ deny: ['*.dmz.lab.internal', 'dc.corp.lab.internal'] });
  const codes = ['dmz.lab.internal', 'corp.lab.internal', 'web.lab.internal'].map((text) => {
    const target = authorise(scope, namesBelow(text), new Map());
    return target.ok ? 'allowed' : target.error.code;
  });
  expect(codes).toEqual(['scope.denied', 'scope.denied', 'allowed']);
});
