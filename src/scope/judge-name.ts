import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { allowedNames, allowedSuffixes } from './alternatives.ts';
import { matchesAllBelow, matchesSomeBelow, nameMatches, tightest } from './name-rules.ts';
import type { Objection } from './refusal.ts';
import type { NameRule, Scope } from './scope.ts';

/** Judges a canonical host name: no deny rule may match, and an allow rule must. The tightest allow rule is reported. */
export function judgeName(scope: Scope, name: string): Result<RuleRef, Objection> {
  const about = (rule: NameRule): boolean => nameMatches(rule, name);
  const denied = tightest(scope.deny.names.filter(about));
  if (denied !== null) return err(excluded(`${name} is`, denied, allowedNames(scope)));
  const allowed = tightest(scope.allow.names.filter(about));
  return allowed === null
    ? err(outside(scope, `${name} is`, 'the name', allowedNames(scope)))
    : ok({ text: allowed.text, at: allowed.at });
}

/**
 * Judges every name below a canonical domain at once: no deny rule may be about any of them, and one allow rule must be about
 * all. The domain itself is not what is looked for, so that it needs no allow rule of its own; but a program may ask once
 * whether it is there, so that no deny rule may match it either.
 */
export function judgeNamesBelow(scope: Scope, domain: string): Result<RuleRef, Objection> {
  const itself = tightest(scope.deny.names.filter((rule) => nameMatches(rule, domain)));
  if (itself !== null) return err(excluded(`${domain} is`, itself, allowedSuffixes(scope)));
  const below = scope.deny.names.find(
    (rule) => matchesAllBelow(rule, domain) || matchesSomeBelow(rule, domain),
  );
  if (below !== undefined) return err(excluded(`names below ${domain} are`, below, allowedSuffixes(scope)));
  const allowed = tightest(scope.allow.names.filter((rule) => matchesAllBelow(rule, domain)));
  return allowed === null
    ? err(outside(scope, `names below ${domain} are`, 'all of them', allowedSuffixes(scope)))
    : ok({ text: allowed.text, at: allowed.at });
}

const excluded = (who: string, { text, at }: NameRule, next: readonly string[]): Objection => ({
  code: 'scope.denied',
  why: `${who} excluded by ${text}`,
  rule: { text, at },
  next,
});

const outside = ({ lists }: Scope, who: string, whom: string, next: readonly string[]): Objection => ({
  code: 'scope.outside',
  why: `${who} outside the authorised scope: no rule allows ${whom}`,
  rule: lists.allow,
  next,
});
