import type { Failure, RuleRef } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AddressRule } from './address-rule.ts';
import { formatFirst, parseAddress } from './address.ts';
import { carriedIpv4 } from './carried-ipv4.ts';
import type { Answers } from './endpoint.ts';
import type { Interval } from './interval.ts';
import { refusal, type Objection } from './refusal.ts';
import { ruleIndex } from './rule-index.ts';
import type { NameRule, Scope } from './scope.ts';

/**
 * The scope of one call: the addresses of denied names are denied as if the operator had written them, so that a denied machine
 * cannot be had by its address, by a block around it or by another of its names. A name that `answers` does not hold denies
 * nothing here; an answer that is no plain address refuses everything, since it cannot be told what it stands for.
 */
export function withDeniedAddresses(scope: Scope, answers: Answers): Result<Scope, Objection> {
  const rules: AddressRule[] = [];
  for (const rule of exactNames(scope)) {
    for (const answer of answers.get(rule.name) ?? []) {
      const address = parseAddress(answer);
      if (address === null)
        return err(unknown(rule.name, rule, `has the answer ${quote(answer)}, which is no plain address`));
      rules.push(...[address, ...carriedBy(address)].map((interval) => addressRule(rule, interval)));
    }
  }
  return ok(rules.length === 0 ? scope : { ...scope, index: { ...scope.index, named: ruleIndex(rules) } });
}

/** Refuses a call because nobody told the addresses of a denied name: whatever the call touches may be one of them. */
export function deniedNameUnknown(scope: Scope, name: string): Failure {
  const rule = exactNames(scope).find((one) => one.name === name) ?? scope.lists.allow;
  return refusal(unknown(name, rule, 'could not be resolved'), 'target');
}

/** Says which denied names `answers` say nothing about, as happens where nobody is asked; null where there is none. */
export function decidedWithout(scope: Scope, answers: Answers): string | null {
  const names = scope.deniedNames.filter((name) => !answers.has(name));
  if (names.length === 0) return null;
  const more = names.length > mostShown ? ` and ${names.length - mostShown} more` : '';
  return `Decided without the addresses of ${names.slice(0, mostShown).join(', ')}${more} (scope.deny): a call that touches one of them is refused when it is made.`;
}

const mostShown = 4;

const unknown = (name: string, { text, at }: RuleRef, why: string): Objection => ({
  code: 'scope.unresolved',
  why: `${name} ${why}; ${text} denies its addresses, so nothing is allowed until they are known`,
  rule: { text, at },
  next: ['Make the same call again later, or ask the operator to deny addresses in the place of that name.'],
});

const exactNames = (scope: Scope): readonly NameRule[] => scope.deny.names.filter(({ suffix }) => !suffix);

const addressRule = ({ text, at }: NameRule, interval: Interval): AddressRule => ({
  text: `${text} (${formatFirst(interval)}, an address of that name)`,
  at,
  interval,
});

function carriedBy(address: Interval): readonly Interval[] {
  const carried = address.family === 6 ? carriedIpv4(address.lo) : null;
  return carried === null ? [] : [carried];
}
