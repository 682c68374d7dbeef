import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFirst, formatLast } from './address.ts';
import { interval } from './fixtures/arbitraries.ts';
import { intersect, subtract } from './interval-algebra.ts';
import { intervalSet, runsOf, setCovers, setTouches } from './interval-set.ts';
import { covers, overlaps, type Interval } from './interval.ts';

const intervals = fc.array(interval, { maxLength: 12 });

/** Node's own list, asked with an explicit family and canonical text. */
function blockList(rules: readonly Interval[]): (text: string, family: Interval['family']) => boolean {
  const list = new BlockList();
  for (const rule of rules) list.addRange(formatFirst(rule), formatLast(rule), `ipv${rule.family}`);
  return (text, family) => list.check(text, `ipv${family}`);
}

/** The rules whose answers Node gives too: it also matches IPv4 rules against IPv4-mapped IPv6 addresses, which the floor refuses. */
const ownFamily = (rules: readonly Interval[], asked: Interval): readonly Interval[] =>
  rules.filter((rule) => rule.family === asked.family);

describe('merged intervals', () => {
  test('agree with BlockList about single addresses, at the edges of rules above all', () => {
    fc.assert(
      fc.property(intervals, interval, (rules, asked) => {
        const check = blockList(ownFamily(rules, asked));
        for (const edge of [asked, ...ownFamily(rules, asked)]) {
          const first: Interval = edge.family === 4 ? { ...edge, hi: edge.lo } : { ...edge, hi: edge.lo };
          const inList = check(formatFirst(edge), edge.family);
          expect(setCovers(intervalSet(rules), first)).toBe(inList);
          expect(setTouches(intervalSet(rules), first)).toBe(inList);
        }
      }),
    );
  });

  test('cover what their union covers, even where no single one does', () => {
    const set = intervalSet([
      { family: 4, lo: 10, hi: 19 },
      { family: 4, lo: 20, hi: 29 },
      { family: 4, lo: 31, hi: 40 },
    ]);
    expect(setCovers(set, { family: 4, lo: 10, hi: 29 })).toBe(true);
    expect(setCovers(set, { family: 4, lo: 25, hi: 35 })).toBe(false);
    expect(setCovers(set, { family: 6, lo: 10n, hi: 10n })).toBe(false);
    expect(setTouches(set, { family: 4, lo: 30, hi: 30 })).toBe(false);
    expect(setTouches(set, { family: 4, lo: 0, hi: 10 })).toBe(true);
    expect(runsOf(set, 4)).toHaveLength(2);
  });

  test('are sorted, disjoint and not adjacent', () => {
    fc.assert(
      fc.property(intervals, (rules) => {
        for (const family of [4, 6] as const) {
          for (const [at, run] of runsOf(intervalSet(rules), family).entries()) {
            const next = runsOf(intervalSet(rules), family)[at + 1];
            if (next !== undefined) expect(BigInt(next.lo) > BigInt(run.hi) + 1n).toBe(true);
          }
        }
      }),
    );
  });

  test('cutting an interval by a set leaves what is in it and what is not, and no address twice', () => {
    fc.assert(
      fc.property(intervals, interval, (rules, whole) => {
        const set = intervalSet(rules);
        const inside = intersect(set, whole);
        const outside = subtract(whole, set, Number.POSITIVE_INFINITY);
        expect(inside.every((part) => setCovers(set, part) && covers(whole, part))).toBe(true);
        expect(outside.every((part) => !setTouches(set, part) && covers(whole, part))).toBe(true);
        const size = (parts: readonly Interval[]): bigint =>
          parts.reduce((sum, part) => sum + BigInt(part.hi) - BigInt(part.lo) + 1n, 0n);
        expect(size([...inside, ...outside])).toBe(size([whole]));
        expect(setTouches(set, whole)).toBe(rules.some((rule) => overlaps(rule, whole)));
      }),
    );
  });
});
