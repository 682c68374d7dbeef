import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainTarget } from './explain-target.ts';
import { interval } from './fixtures/arbitraries.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { formatInterval } from './format-interval.ts';
import { setCovers, setTouches } from './interval-set.ts';
import { sizeOf } from './interval.ts';
import { readTarget } from './target.ts';

const scope = sampleScope({ deny: ['10.0.0.9', 'dc01.lab.internal'] });

describe('the decision about a target', () => {
  test('is data with the rule, its place and the nearest alternative', () => {
    expect(explainTarget(scope, '192.168.7.0/24')).toMatchObject({
      decision: 'allowed',
      target: {
        hosts: 256,
        rule: { text: 'scope.allow = rfc1918 (192.168.0.0/16)', at: 'scope.yaml#allow[0]' },
      },
    });
    expect(explainTarget(scope, '192.169.0.1')).toMatchObject({
      decision: 'refused',
      failure: {
        code: 'scope.outside',
        next: ['Allowed: 192.168.0.0/16, 172.16.0.0/12, 10.0.0.0/8, *.lab.internal'],
      },
    });
    expect(explainTarget(scope, '10.0.0.0/8')).toMatchObject({ failure: { code: 'scope.denied' } });
    expect(explainTarget(scope, '172.16.0.0/12')).toMatchObject({ failure: { code: 'scope.too_large' } });
    expect(explainTarget(scope, 'evil.com')).toMatchObject({
      failure: { next: ['Allowed: *.lab.internal, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16'] },
    });
  });

  test('stays open for an allowed name until its answers are given', () => {
    expect(explainTarget(scope, 'DB.lab.internal')).toMatchObject({
      decision: 'unresolved',
      name: 'db.lab.internal',
      rule: { at: 'scope.yaml#allow[1]' },
    });
    expect(explainTarget(scope, 'db.lab.internal', new Map())).toMatchObject({
      failure: { code: 'scope.unresolved' },
    });
    expect(
      explainTarget(scope, 'db.lab.internal', new Map([['db.lab.internal', ['10.0.0.5']]])),
    ).toMatchObject({ target: { text: '10.0.0.5' } });
    expect(explainTarget(scope, 'dc01.lab.internal')).toMatchObject({
      decision: 'refused',
      failure: { code: 'scope.denied' },
    });
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
        expect(explainTarget(random, formatInterval(asked)).decision).toBe(expected ? 'allowed' : 'refused');
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
        const told = explainTarget(
          within,
          formatInterval({ family: 4, lo: base + lo, hi: base + lo + more }),
        );
        const rest = told.decision === 'refused' ? told.failure.next[0]?.split(': ')[1] : undefined;
        if (told.decision !== 'refused' || told.failure.next.length < 2) return;
        for (const part of rest?.split(', ') ?? [])
          expect(explainTarget(within, part).decision).toBe('allowed');
      }),
    );
  });
});

function explainable(text: string): boolean {
  const target = readTarget(text);
  return target !== null && target.kind !== 'host' && !setTouches(scope.index.floor.set, target.interval);
}
