import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { allowedAddresses } from './alternatives.ts';
import { setCovers, setTouches } from './interval-set.ts';
import type { Interval } from './interval.ts';
import { partsLeft } from './parts-left.ts';
import type { Objection } from './refusal.ts';
import { coveringRule, touchingRule, type RuleIndex } from './rule-index.ts';
import type { Scope } from './scope.ts';

/**
 * Judges addresses, the whole interval at once: it must touch neither floor nor deny, and lie inside what is allowed. The
 * rule of a yes is the tightest one that covers it alone, else the one that holds its first address.
 */
export function judgeInterval(scope: Scope, interval: Interval, asked: string): Result<RuleRef, Objection> {
  const { allow, deny, named, floor } = scope.index;
  const denying = [floor, deny, named].find(({ set }) => setTouches(set, interval));
  if (denying !== undefined) return err(denied(scope, interval, asked, touchingRule(denying, interval)));
  const rule = coveringRule(allow, interval) ?? firstOfSeveral(allow, interval);
  return rule === null ? err(outside(scope, interval, asked)) : ok({ text: rule.text, at: rule.at });
}

/** The rule that holds the first address, where several rules cover an interval that none of them covers alone. */
const firstOfSeveral = (allow: RuleIndex, interval: Interval): RuleRef | null =>
  setCovers(allow.set, interval) ? touchingRule(allow, interval) : null;

function denied(scope: Scope, interval: Interval, asked: string, rule: RuleRef | null): Objection {
  const named = rule ?? scope.lists.allow;
  return {
    code: 'scope.denied',
    why: `${asked} is excluded by ${named.text}`,
    rule: { text: named.text, at: named.at },
    next: instead(scope, interval, {
      all: 'Leave it out and ask for the rest',
      some: 'Leave it out and ask for parts of the rest, such as',
    }),
  };
}

function outside(scope: Scope, interval: Interval, asked: string): Objection {
  const partly = setTouches(scope.index.allow.set, interval);
  return {
    code: 'scope.outside',
    why: `${asked} is ${partly ? 'not wholly inside' : 'outside'} the authorised scope`,
    rule: scope.lists.allow,
    next: instead(scope, interval, {
      all: 'Ask for the part inside',
      some: 'Ask for parts of what is inside, such as',
    }),
  };
}

interface Advice {
  readonly all: string;
  /** Where not all parts are named. */
  readonly some: string;
}

/** Parts of what was asked for, where any are left; else what lies nearest to it. */
function instead(scope: Scope, interval: Interval, { all, some }: Advice): readonly string[] {
  const { parts, complete } = partsLeft(scope, interval);
  return parts.length === 0
    ? allowedAddresses(scope, interval)
    : [`${complete ? all : some}: ${parts.join(', ')}`];
}
