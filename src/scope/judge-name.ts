import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { allowedNames } from './alternatives.ts';
import type { Objection } from './refusal.ts';
import type { NameRule, Scope } from './scope.ts';

/**
 * Judges a canonical host name, with `below` every name below it too: no deny rule may match, and an allow rule must. The
 * tightest allow rule is reported.
 */
export function judgeName(scope: Scope, name: string, below = false): Result<RuleRef, Objection> {
  const denied = tightest(scope.deny.names, name) ?? (below ? deniedBelow(scope, name) : null);
  if (denied !== null) {
    const rule = { text: denied.text, at: denied.at };
    return err({
      code: 'scope.denied',
      why: nameMatches(denied, name)
        ? `${name} is excluded by ${rule.text}`
        : `names below ${name} are excluded by ${rule.text}`,
      rule,
      next: [allowedNames(scope)],
    });
  }
  const allowed = tightest(scope.allow.names, name);
  if (allowed !== null) return ok({ text: allowed.text, at: allowed.at });
  return err({
    code: 'scope.outside',
    why: `${name} is outside the authorised scope: no rule allows the name`,
    rule: scope.lists.allow,
    next: [allowedNames(scope)],
  });
}

/** A rule that denies some name below a domain. */
const deniedBelow = (scope: Scope, domain: string): NameRule | null =>
  scope.deny.names.find(
    (rule) => (rule.suffix && rule.name === domain) || rule.name.endsWith(`.${domain}`),
  ) ?? null;

/** True where a rule is about a name: `*.lab.internal` matches whole labels below it, never the name itself. */
export const nameMatches = (rule: NameRule, name: string): boolean =>
  rule.suffix ? name.endsWith(`.${rule.name}`) : name === rule.name;

function tightest(rules: readonly NameRule[], name: string): NameRule | null {
  let best: NameRule | null = null;
  for (const rule of rules) {
    if (!nameMatches(rule, name)) continue;
    if (best === null || !rule.suffix || (best.suffix && rule.name.length > best.name.length)) best = rule;
  }
  return best;
}
