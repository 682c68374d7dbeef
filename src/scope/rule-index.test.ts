import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressRule } from './address-rule.ts';
import { blocksOf } from './blocks.ts';
import { interval } from './fixtures/arbitraries.ts';
import { covers, overlaps, type Interval } from './interval.ts';
import { coveringRule, ruleIndex, touchingRule } from './rule-index.ts';
import { readTarget } from './target.ts';

const rule = (text: string): AddressRule => ({ text, at: 'default', interval: intervalOf(text) });

function intervalOf(text: string): Interval {
  const target = readTarget(text);
  if (target === null || target.kind === 'host') throw new Error(text);
  return target.interval;
}

describe('the rule that is reported', () => {
  test('is the tightest block around the target, in whatever order the rules stand', () => {
    const index = ruleIndex(
      ['10.0.0.0/24', '10.0.0.0/8', '10.0.0.128/25', '10.0.1.0/24', 'fd00::/8'].map(rule),
    );
    const reported = (text: string): string | undefined => coveringRule(index, intervalOf(text))?.text;
    expect(reported('10.0.0.200')).toBe('10.0.0.128/25');
    expect(reported('10.0.0.1')).toBe('10.0.0.0/24');
    expect(reported('10.0.0.0/25')).toBe('10.0.0.0/24');
    expect(reported('10.0.0.0/23')).toBe('10.0.0.0/8');
    expect(reported('10.9.0.0')).toBe('10.0.0.0/8');
    expect(reported('fd00::1')).toBe('fd00::/8');
    expect(reported('11.0.0.0')).toBeUndefined();
  });

  test('is found exactly where a search through all rules finds one, and none that starts later covers too', () => {
    fc.assert(
      fc.property(fc.array(interval, { maxLength: 15 }), interval, (intervals, asked) => {
        const rules = intervals.map((one, at) => ({ text: String(at), at: 'default', interval: one }));
        const index = ruleIndex(rules);
        const all = rules.filter((one) => covers(one.interval, asked));
        const found = coveringRule(index, asked);
        expect(found === null).toBe(all.length === 0);
        if (found !== null) {
          expect(covers(found.interval, asked)).toBe(true);
          expect(all.some((one) => one.interval.lo > found.interval.lo)).toBe(false);
        }
        expect(touchingRule(index, asked) === null).toBe(!rules.some((one) => overlaps(one.interval, asked)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('an interval as CIDR blocks', () => {
  test('is the shortest list that covers it exactly', () => {
    expect(blocksOf(intervalOf('10.0.0.1-9'))).toEqual([
      '10.0.0.1',
      '10.0.0.2/31',
      '10.0.0.4/30',
      '10.0.0.8/31',
    ]);
    expect(blocksOf(intervalOf('10.0.0.0-10.0.1.255'))).toEqual(['10.0.0.0/23']);
    expect(blocksOf(intervalOf('0.0.0.0/0'))).toEqual(['0.0.0.0/0']);
    expect(blocksOf(intervalOf('::/0'))).toEqual(['::/0']);
  });

  test('covers every address once', () => {
    fc.assert(
      fc.property(interval, (whole) => {
        let next = BigInt(whole.lo);
        for (const block of blocksOf(whole).map(intervalOf)) {
          expect(BigInt(block.lo)).toBe(next);
          next = BigInt(block.hi) + 1n;
        }
        expect(next).toBe(BigInt(whole.hi) + 1n);
      }),
    );
  });
});
