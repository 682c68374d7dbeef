import { describe, expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { draftTarget } from './draft-target.ts';
import { url } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import type { ScopeSettings } from './scope.ts';

function ask(text: string, answers: readonly string[] = [], changes: Partial<ScopeSettings> = {}): unknown {
  const scope = sampleScope({ allow: ['rfc1918', 'ula', '*.lab.internal'], ...changes });
  const target = authorise(scope, url(text), new Map([['db.lab.internal', answers]]));
  return target.ok ? target.value : target.error;
}

describe('a web address', () => {
  test('of a name keeps the name and is pinned to the first answer', () => {
    expect(ask('https://DB.lab.internal:8443/a?b', ['10.0.0.5', 'fd00::5'])).toMatchObject({
      asked: 'https://db.lab.internal:8443/a?b',
      text: 'https://10.0.0.5:8443/a?b',
      kind: 'url',
      answers: ['10.0.0.5', 'fd00::5'],
      hosts: 1,
      rule: { text: 'scope.allow = *.lab.internal' },
      url: { scheme: 'https', host: 'db.lab.internal', address: '10.0.0.5', port: 8443, path: '/a?b' },
    });
  });

  test('of a name with an IPv6 answer has it in brackets', () => {
    expect(ask('http://db.lab.internal/', ['FD00::0005'])).toMatchObject({
      text: 'http://[fd00::5]/',
      url: { address: 'fd00::5', pinned: 'http://[fd00::5]/', named: 'http://db.lab.internal/' },
    });
  });

  test('of an address needs no answer', () => {
    expect(ask('http://10.0.0.5')).toMatchObject({
      text: 'http://10.0.0.5/',
      answers: [],
      url: { host: '10.0.0.5', address: '10.0.0.5', port: 80 },
    });
  });

  test('stays unresolved without an answer, and is refused where one answer of several is outside', () => {
    expect(ask('http://db.lab.internal/')).toMatchObject({ code: 'scope.unresolved' });
    expect(ask('http://db.lab.internal/', ['10.0.0.5', '127.0.0.1'])).toMatchObject({ code: 'scope.denied' });
    expect(ask('http://db.lab.internal/', ['8.8.8.8'])).toMatchObject({ code: 'scope.outside' });
  });

  test('is refused by its name, its address, and a deny of either', () => {
    expect(ask('http://evil.com/')).toMatchObject({ code: 'scope.outside', field: 'target' });
    expect(ask('http://10.0.0.9/', [], { deny: ['10.0.0.9'] })).toMatchObject({
      code: 'scope.denied',
      rule: { at: 'scope.yaml#deny[0]' },
    });
    expect(ask('http://db.lab.internal/', ['10.0.0.5'], { deny: ['db.lab.internal'] })).toMatchObject({
      code: 'scope.denied',
    });
  });

  test('is refused by its port, written or not', () => {
    const denied = { denyPorts: '80,9100' };
    for (const text of ['http://10.0.0.5/', 'http://10.0.0.5:9100/', 'https://10.0.0.5:80/']) {
      expect(ask(text, [], denied)).toMatchObject({
        code: 'scope.port',
        rule: { at: 'scope.yaml#deny_ports' },
      });
    }
    expect(ask('https://10.0.0.5/', [], denied)).toMatchObject({ url: { port: 443 } });
    expect(ask('http://10.0.0.5:8080/', [], { allowPorts: '1-1024' })).toMatchObject({ code: 'scope.port' });
  });

  test('is refused by its scheme, with the rule and what is allowed', () => {
    expect(ask('http://10.0.0.5/', [], { urlSchemes: ['https'] })).toMatchObject({
      code: 'scope.outside',
      rule: { text: 'scope.url_schemes = https', at: 'scope.yaml#url_schemes' },
      next: ['Allowed schemes: https'],
    });
    expect(ask('http://10.0.0.5/', [], { urlSchemes: [] })).toMatchObject({ code: 'scope.outside' });
  });

  test('may be longer than a host name: its host alone has that limit', () => {
    expect(ask(`http://10.0.0.5/${'a'.repeat(2000)}`)).toMatchObject({ kind: 'url' });
  });

  test('tells in its draft what must be resolved and how it is written', () => {
    expect(draftTarget(sampleScope(), url('http://DB.lab.internal:80/x'))).toMatchObject({
      value: { resolve: 'db.lab.internal', asked: 'http://db.lab.internal/x', hosts: 1 },
    });
  });
});
