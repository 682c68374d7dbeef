import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { host, hostOrUrl, type Endpoint } from './endpoint.ts';
import { explainTarget, namesIn, type Explanation } from './explain-target.ts';
import { interval } from './fixtures/arbitraries.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { formatInterval } from './format-interval.ts';
import { setCovers, setTouches } from './interval-set.ts';
import { sizeOf } from './interval.ts';
import { parsePorts, type PortSpec } from './ports.ts';
import { readTarget } from './target.ts';

const scope = sampleScope({ deny: ['10.0.0.9', 'dc01.lab.internal'] });

const explain = (text: string, answers: Readonly<Record<string, readonly string[]>> = {}): Explanation =>
  explainTarget(scope, host(text), new Map(Object.entries(answers)));

describe('the decision about a target', () => {
  test('is data with the rule, its place and the nearest alternative', () => {
    const names = '*.lab.internal (not dc01.lab.internal)';
    const limits = 'at most 1024 addresses a call; not the addresses of denied names';
    expect(explain('192.168.7.0/24')).toMatchObject({
      decision: 'allowed',
      target: {
        hosts: 256,
        rule: { text: 'scope.allow = rfc1918 (192.168.0.0/16)', at: 'scope.yaml#allow[0]' },
      },
    });
    expect(explain('192.169.0.1')).toMatchObject({
      decision: 'refused',
      failure: {
        code: 'scope.outside',
        next: [
          `Allowed: 192.168.0.0/16, 172.16.0.0/12, 10.0.0.10-10.255.255.255, ${names} and more; ${limits}`,
        ],
      },
    });
    expect(explain('10.0.0.0/8')).toMatchObject({ failure: { code: 'scope.denied' } });
    expect(explain('172.16.0.0/12')).toMatchObject({ failure: { code: 'scope.too_large' } });
    expect(explain('evil.com')).toMatchObject({
      failure: {
        next: [
          `Allowed: ${names}, 10.0.0.10-10.255.255.255, 172.16.0.0/12, 192.168.0.0/16 and more; ${limits}`,
        ],
      },
    });
  });

  test('stays open for an allowed name until it has answers', () => {
    for (const answers of [{}, { 'db.lab.internal': [] }]) {
      expect(explain('DB.lab.internal', answers)).toMatchObject({
        decision: 'unresolved',
        failure: {
          code: 'scope.unresolved',
          message: expect.stringContaining('db.lab.internal is allowed by scope.allow = *.lab.internal, but'),
          rule: { at: 'scope.yaml#allow[1]' },
        },
      });
    }
    expect(explain('db.lab.internal', { 'db.lab.internal': ['10.0.0.5'] })).toMatchObject({
      target: { text: '10.0.0.5' },
    });
    expect(explain('dc01.lab.internal')).toMatchObject({
      decision: 'refused',
      failure: { code: 'scope.denied' },
    });
  });

  test('says which denied names it was made without', () => {
    expect(explain('10.0.0.5')).toMatchObject({
      decision: 'allowed',
      without: expect.stringContaining('dc01'),
    });
    const known = { 'dc01.lab.internal': ['10.0.0.6'] };
    expect(explain('10.0.0.5', known)).toMatchObject({ decision: 'allowed', without: null });
    expect(explain('10.0.0.6', known)).toMatchObject({
      decision: 'refused',
      failure: { code: 'scope.denied' },
    });
  });

  test('covers ports and probes where they are given, except for a web address, which has its own', () => {
    const narrow = sampleScope({ allowPorts: '80,443', maxProbesPerCall: 100 });
    const ports = parsePorts('22', 'ports');
    if (!ports.ok) throw new Error(ports.error.message);
    const told = (endpoint: Endpoint, spec: PortSpec | null) =>
      explainTarget(narrow, endpoint, new Map(), spec);
    expect(told(host('10.0.0.5'), ports.value)).toMatchObject({
      failure: { code: 'scope.port', field: 'ports' },
    });
    expect(told(hostOrUrl('http://10.0.0.5/'), ports.value)).toMatchObject({ decision: 'allowed' });
    expect(told(hostOrUrl('http://10.0.0.5:22/'), null)).toMatchObject({ failure: { code: 'scope.port' } });
    const web = parsePorts('80,443', 'ports');
    expect(told(host('10.0.0.0/25'), web.ok ? web.value : null)).toMatchObject({
      failure: { code: 'scope.too_large', message: expect.stringContaining('256 probes') },
    });
  });

  test('names what must be resolved, each name once, and nothing that is refused without that', () => {
    const texts = [
      'db.lab.internal',
      'http://DB.lab.internal/x',
      '10.0.0.5',
      'dc01.lab.internal',
      'evil.com',
      '-x',
      'a.lab.internal',
    ];
    expect(
      namesIn(
        scope,
        texts.map((text) => hostOrUrl(text)),
      ),
    ).toEqual(['db.lab.internal', 'a.lab.internal']);
  });

  test('is yes only for intervals inside allow, clear of deny and floor, and within the limit', () => {
    const rules = fc.array(interval, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rules, rules, interval, (allow, deny, asked) => {
        const texts = allow.map(formatInterval);
        // The floor would make most random scopes an error: let those entries go.
        const legal = texts.filter((text) => explainable(text));
        fc.pre(legal.length > 0);
        const random = sampleScope({
          allow: legal,
          allowPublic: true,
          deny: deny.map(formatInterval),
          maxHostsPerCall: 2 ** 30,
        });
        const { index } = random;
        const expected =
          setCovers(index.allow.set, asked) &&
          !setTouches(index.deny.set, asked) &&
          !setTouches(index.floor.set, asked) &&
          sizeOf(asked) <= 2 ** 30;
        expect(explainTarget(random, host(formatInterval(asked)), new Map()).decision).toBe(
          expected ? 'allowed' : 'refused',
        );
      }),
    );
  });

  test('offers, where a part is left, only targets that are allowed', () => {
    const within = sampleScope({
      allow: ['10.0.0.0-10.0.3.9', '10.0.5.0/24'],
      deny: ['10.0.1.7', '10.0.2.0/25'],
      maxHostsPerCall: 2 ** 32,
    });
    const near = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 1, max: 2000 }));
    fc.assert(
      fc.property(near, ([lo, more]) => {
        const base = 10 * 2 ** 24;
        const asked = formatInterval({ family: 4, lo: base + lo, hi: base + lo + more });
        const told = explainTarget(within, host(asked), new Map());
        const rest = told.decision === 'refused' ? told.failure.next[0]?.split(': ')[1] : undefined;
        if (told.decision !== 'refused' || told.failure.next[0]?.startsWith('Allowed') === true) return;
        expect(rest).toBeDefined();
        for (const part of rest?.split(', ') ?? [])
          expect(explainTarget(within, host(part), new Map()).decision).toBe('allowed');
      }),
    );
  });
});

function explainable(text: string): boolean {
  const target = readTarget(text);
  return target !== null && target.kind !== 'host' && !setTouches(scope.index.floor.set, target.interval);
}
