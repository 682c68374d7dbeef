import { describe, expect, test } from 'vitest';
import { compileScope } from './compile-scope.ts';
import { host } from './endpoint.ts';
import { explainTarget } from './explain-target.ts';
import { defaultSettings, sampleScope } from './fixtures/sample-scope.ts';
import type { ScopeSettings } from './scope.ts';

function errorsOf(changes: Partial<ScopeSettings>): readonly string[] {
  const scope = compileScope({ ...defaultSettings, ...changes }, (path) => `at ${path}`);
  return scope.ok ? [] : scope.error.map((one) => `${one.rule?.at}: ${one.message}`);
}

const decision = (changes: Partial<ScopeSettings>, target: string): string =>
  explainTarget(sampleScope(changes), host(target), new Map()).decision;

describe('a scope compiles', () => {
  test('from named sets, blocks, ranges, addresses, names and suffixes in both spellings', () => {
    const allow = [
      'rfc1918',
      'ula',
      '10.1.0.0/16',
      '10.0.0.1-9',
      'fd00::7',
      'db.example',
      '*.lab.internal',
      '.prod.internal',
    ];
    const scope = sampleScope({ allow });
    expect(scope.allow.addresses.map((rule) => rule.text)).toEqual([
      'scope.allow = rfc1918 (10.0.0.0/8)',
      'scope.allow = rfc1918 (172.16.0.0/12)',
      'scope.allow = rfc1918 (192.168.0.0/16)',
      'scope.allow = ula (fc00::/7)',
      'scope.allow = 10.1.0.0/16',
      'scope.allow = 10.0.0.1-9',
      'scope.allow = fd00::7',
    ]);
    expect(scope.allow.names).toEqual([
      { text: 'scope.allow = db.example', at: 'scope.yaml#allow[5]', suffix: false, name: 'db.example' },
      { text: 'scope.allow = *.lab.internal', at: 'scope.yaml#allow[6]', suffix: true, name: 'lab.internal' },
      {
        text: 'scope.allow = .prod.internal',
        at: 'scope.yaml#allow[7]',
        suffix: true,
        name: 'prod.internal',
      },
    ]);
  });

  test('with loopback switched on, in allow or not, and as the only thing allowed', () => {
    expect(decision({ allowLoopback: true }, '127.0.0.1')).toBe('allowed');
    expect(decision({ allowLoopback: true, allow: [] }, '::1')).toBe('allowed');
    expect(decision({ allowLoopback: true, allow: ['loopback'] }, '127.0.0.0/24')).toBe('allowed');
    expect(decision({ allowLoopback: true }, '169.254.169.254')).toBe('refused');
    expect(decision({ allowLoopback: true, deny: ['127.0.0.9'] }, '127.0.0.9')).toBe('refused');
    expect(explainTarget(sampleScope({ allowLoopback: true }), host('127.0.0.1'), new Map())).toMatchObject({
      target: {
        rule: { text: 'scope.allow_loopback = true (127.0.0.0/8)', at: 'scope.yaml#allow_loopback' },
      },
    });
  });

  test('with public networks where that is said', () => {
    expect(decision({ allow: ['8.8.8.0/24'], allowPublic: true }, '8.8.8.8')).toBe('allowed');
    expect(decision({ allow: ['8.8.8.0/24'], allowPublic: true }, '127.0.0.1')).toBe('refused');
  });

  test('and the metadata services inside ula stay refused', () => {
    expect(decision({ allow: ['ula'] }, 'fd00:ec2::254')).toBe('refused');
    expect(decision({ allow: ['ula'] }, 'fd00:ec2::23')).toBe('refused');
    expect(decision({ allow: ['ula'] }, 'fd00:ec2::253')).toBe('allowed');
    for (const address of ['100.100.100.200', '168.63.129.16']) {
      expect(decision({ allow: ['100.64.0.0/10', '168.63.0.0/16'], allowPublic: true }, address)).toBe(
        'refused',
      );
    }
    expect(decision({ allow: ['ula'], maxHostsPerCall: 2 ** 60 }, 'fd00:ec2::100/120')).toBe('allowed');
    expect(decision({ allow: ['ula'], maxHostsPerCall: 2 ** 60 }, 'fd00:ec2::200/119')).toBe('refused');
  });
});

describe('a scope is an error', () => {
  test.each([
    ['rfc1819', /no named set; did you mean "rfc1918"/],
    ['10.0.0.1/24', /bits are set below the prefix. Give the block itself: 10\.0\.0\.0\/24/],
    ['0177.0.0.1', /leading zero/],
    ['*', /not a wildcard of the form \*\.lab\.internal/],
    ['db*.lab.internal', /not a wildcard/],
    ['*.*.internal', /not a wildcard/],
    ['*.10', /not a wildcard/],
    ['', /empty/],
    ['127.0.0.0/8', /is loopback; set scope\.allow_loopback/],
    ['loopback', /is loopback; set scope\.allow_loopback/],
    ['::1', /is loopback/],
    ['169.254.0.0/16', /overlaps the floor: 169\.254\.0\.0\/16/],
    ['0.0.0.0/0', /overlaps the floor/],
    ['::/0', /overlaps the floor/],
    ['fe80::/64', /overlaps the floor/],
    ['::ffff:a00:0/112', /overlaps the floor/],
    ['fd00:ec2::254', /overlaps the floor: fd00:ec2::254 \(cloud metadata/],
    ['8.8.8.8', /is public.*allow_public/],
    ['100.64.0.0/10', /is public/],
    ['10.0.0.0/7', /is public/],
  ])('where allow holds %j', (entry, said) => {
    const errors = errorsOf({ allow: ['rfc1918', entry] });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(said);
    expect(errors[0]).toMatch(/^at allow\[1\]: scope\.allow\[1\]: /);
  });

  test('where nothing is allowed', () => {
    expect(errorsOf({ allow: [] })).toEqual([
      'at allow: scope.allow: is empty, so every call would be refused; name at least one network',
    ]);
  });

  test('where ports are malformed', () => {
    expect(errorsOf({ allowPorts: '80,http' })[0]).toMatch(/"http" is not a port/);
    expect(errorsOf({ allowPorts: '' })).toHaveLength(1);
    expect(errorsOf({ denyPorts: 'U:53' })[0]).toMatch(
      /^at deny_ports: scope\.deny_ports: takes port numbers without T: or U:/,
    );
  });

  test('in several places at once, and all are told', () => {
    expect(errorsOf({ allow: ['x_', '8.8.8.8'], deny: ['10.0.0.1/24'], allowPorts: '0' })).toHaveLength(4);
  });
});
