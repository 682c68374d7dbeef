import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { oneHost, host } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { openPorts } from './reachable.ts';
import type { Scope } from './scope.ts';
import { widenings } from './widenings.ts';

const before = sampleScope({
  allow: ['10.0.0.0/16', 'fd00::/64', '*.lab.internal', 'bastion.example'],
  deny: ['10.0.9.0/24', 'dc01.lab.internal', '*.secret.lab.internal'],
  allowPorts: '22,80-90',
});
const base = {
  allow: ['10.0.0.0/16', 'fd00::/64', '*.lab.internal', 'bastion.example'],
  deny: ['10.0.9.0/24', 'dc01.lab.internal', '*.secret.lab.internal'],
  allowPorts: '22,80-90',
};

test.each<[string, Parameters<typeof sampleScope>[0]]>([
  ['the same', {}],
  [
    'the same in other words',
    { allow: ['10.0.0.0/17', '10.0.128.0/17', 'fd00::/64', '*.lab.internal', 'bastion.example'] },
  ],
  ['fewer addresses', { allow: ['10.0.4.0/24', '*.lab.internal'] }],
  ['names further down', { allow: ['10.0.0.0/16', '*.web.lab.internal', 'db.lab.internal'] }],
  ['more that is denied', { deny: [...base.deny, '10.0.3.0/24', '*.lab.internal'] }],
  [
    'a deny for what is not allowed any more either',
    { allow: ['10.0.0.0/21'], deny: ['dc01.lab.internal', '*.lab.internal'] },
  ],
  ['fewer ports', { allowPorts: '80-85' }],
  ['lower limits', { maxHostsPerCall: 1, maxRatePps: 1 }],
])('is no widening: %s', (_, changes) => {
  expect(widenings(before, sampleScope({ ...base, ...changes }))).toEqual([]);
});

test.each<[string, Parameters<typeof sampleScope>[0], string]>([
  ['one more address', { allow: [...base.allow, '10.1.0.0'] }, 'scope.allow'],
  ['an address that was denied', { deny: ['10.0.9.0/25', ...base.deny.slice(1)] }, 'scope.allow'],
  ['the loopback', { allowLoopback: true }, 'scope.allow'],
  ['one more name', { allow: [...base.allow, 'other.example'] }, 'scope.allow'],
  ['all names below one that was allowed', { allow: [...base.allow, '*.bastion.example'] }, 'scope.allow'],
  ['a name that was denied', { deny: base.deny.slice(0, 2) }, 'scope.deny'],
  // The addresses of a denied name are denied with it, those below a suffix are not.
  [
    'a denied name that is only below a suffix now',
    { deny: [base.deny[0] ?? '', '*.lab.internal'] },
    'scope.deny',
  ],
  ['one more port', { allowPorts: '22,80-91' }, 'scope.allow_ports'],
  ['a higher limit', { maxHostsPerCall: 100_000 }, 'scope.max_hosts_per_call'],
  ['one more scheme', { urlSchemes: ['http', 'https', 'ftp'] }, 'scope.url_schemes'],
])('is a widening: %s', (_, changes, path) => {
  expect(widenings(before, sampleScope({ ...base, ...changes }))).toEqual([path]);
});

const addresses = [
  '10.0.0.0/30',
  '10.0.0.2',
  '10.0.0.4/31',
  '10.0.0.0/29',
  'fd00::/126',
  'fd00::1',
  'rfc1918',
];
const names = ['*.lab.internal', 'a.lab.internal', '*.a.lab.internal', 'x.a.lab.internal', 'b.example'];
const scopes = fc
  .record({
    allow: fc.subarray([...addresses, ...names], { minLength: 1 }),
    deny: fc.subarray([...addresses.slice(0, 6), ...names]),
    allowPorts: fc.constantFrom('1-65535', '22', '22,80', '20-30', '80-90'),
    denyPorts: fc.constantFrom('', '22', '80-81'),
  })
  .map(sampleScope);

const targets = [
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.4',
  '10.0.0.6',
  '10.0.0.0/30',
  '10.0.0.4/31',
  'fd00::1',
  'fd00::/126',
];
const asked = ['a.lab.internal', 'b.lab.internal', 'x.a.lab.internal', 'y.a.lab.internal', 'b.example'];

/** Everything of a small world that a scope admits; each denied name has an address of its own. */
function admitted(scope: Scope): readonly string[] {
  const denied = scope.deniedNames.map((name, at) => [name, [`10.0.0.${at + 1}`]] as const);
  const blocks = targets.filter((text) => authorise(scope, host(text), new Map(denied)).ok);
  const pins = asked.filter(
    (text) =>
      authorise(
        scope,
        oneHost(text),
        new Map([[text, ['10.0.0.6']], ...denied.filter(([name]) => name !== text)]),
      ).ok,
  );
  const ports = [22, 25, 80, 85].filter((port) =>
    openPorts(scope.ports).some(({ lo, hi }) => lo <= port && port <= hi),
  );
  return [...blocks, ...pins, ...ports.map(String)];
}

test('where no setting is named, the new scope admits nothing that the old one does not', () => {
  let narrower = 0;
  fc.assert(
    fc.property(scopes, scopes, (old, now) => {
      if (widenings(old, now).length > 0) return;
      narrower += 1;
      const was = new Set(admitted(old));
      expect(admitted(now).filter((text) => !was.has(text))).toEqual([]);
    }),
    { numRuns: 1500 },
  );
  expect(narrower).toBeGreaterThan(8);
});
