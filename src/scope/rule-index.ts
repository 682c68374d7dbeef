import type { AddressRule } from './address-rule.ts';
import { intervalSet, lastAtOrBefore, type IntervalSet } from './interval-set.ts';
import { covers, overlaps, type Interval } from './interval.ts';

/** Address rules made ready for two questions: is this covered or touched, and which rule says so? */
export interface RuleIndex {
  readonly set: IntervalSet;
  readonly v4: Nesting<number>;
  readonly v6: Nesting<bigint>;
}

/** Rules by ascending `lo`, wider first; `outer[i]` is the nearest earlier rule that ends later, or -1. */
interface Nesting<N extends number | bigint> {
  readonly lo: readonly N[];
  readonly outer: readonly number[];
  readonly rules: readonly AddressRule[];
}

/** Prepares address rules. */
export function ruleIndex(rules: readonly AddressRule[]): RuleIndex {
  const sorted = rules.toSorted(byStartThenWidest);
  const v4 = sorted.filter((rule) => rule.interval.family === 4);
  const v6 = sorted.filter((rule) => rule.interval.family === 6);
  return {
    set: intervalSet(rules.map((rule) => rule.interval)),
    v4: nesting(
      v4,
      v4.flatMap(({ interval }) => (interval.family === 4 ? [interval.lo] : [])),
    ),
    v6: nesting(
      v6,
      v6.flatMap(({ interval }) => (interval.family === 6 ? [interval.lo] : [])),
    ),
  };
}

/** The rule that alone covers an interval: of several the one that starts last, which among CIDR blocks is the tightest. */
export function coveringRule(index: RuleIndex, interval: Interval): AddressRule | null {
  return interval.family === 4
    ? walk(index.v4, interval.lo, interval)
    : walk(index.v6, interval.lo, interval);
}

/** The first rule in the order of addresses that shares an address with an interval. */
export function touchingRule(index: RuleIndex, interval: Interval): AddressRule | null {
  const { rules } = interval.family === 4 ? index.v4 : index.v6;
  return rules.find((rule) => overlaps(rule.interval, interval)) ?? null;
}

function walk<N extends number | bigint>(nest: Nesting<N>, lo: N, interval: Interval): AddressRule | null {
  let at = lastAtOrBefore(nest.lo, lo);
  while (at >= 0) {
    const rule = nest.rules[at];
    if (rule === undefined) return null;
    if (covers(rule.interval, interval)) return rule;
    // Rules between this one and its outer one end no later than this one does: they cannot cover either.
    at = nest.outer[at] ?? -1;
  }
  return null;
}

function nesting<N extends number | bigint>(rules: readonly AddressRule[], lo: readonly N[]): Nesting<N> {
  const outer: number[] = [];
  for (const [at, rule] of rules.entries()) {
    let before = at - 1;
    while (before >= 0 && !endsAfter(rules[before], rule)) before = outer[before] ?? -1;
    outer.push(before);
  }
  return { lo, outer, rules };
}

const endsAfter = (earlier: AddressRule | undefined, rule: AddressRule): boolean =>
  earlier !== undefined && earlier.interval.hi > rule.interval.hi;

function byStartThenWidest(a: AddressRule, b: AddressRule): number {
  if (a.interval.lo !== b.interval.lo) return a.interval.lo < b.interval.lo ? -1 : 1;
  return a.interval.hi > b.interval.hi ? -1 : Number(a.interval.hi !== b.interval.hi);
}
