import type { NameRule } from './scope.ts';

/** True where a rule is about a name: `*.lab.internal` matches whole labels below it, never the name itself. */
export const nameMatches = (rule: NameRule, name: string): boolean =>
  rule.suffix ? name.endsWith(`.${rule.name}`) : name === rule.name;

/** True where a rule is about every name below a domain: `*.lab.internal` for `lab.internal` and for what lies below it. */
export const matchesAllBelow = (rule: NameRule, domain: string): boolean =>
  rule.suffix && (rule.name === domain || nameMatches(rule, domain));

/** True where a rule is about some name below a domain, and not about the whole of it. */
export const matchesSomeBelow = (rule: NameRule, domain: string): boolean => rule.name.endsWith(`.${domain}`);

/** Of some rules an exact one, else that of the longest suffix; null where there is none. */
export function tightest(rules: readonly NameRule[]): NameRule | null {
  let best: NameRule | null = null;
  for (const rule of rules) {
    if (best === null || !rule.suffix || (best.suffix && rule.name.length > best.name.length)) best = rule;
  }
  return best;
}

/** A rule as it is written in a configuration, without its list. */
export const writtenName = ({ suffix, name }: NameRule): string => (suffix ? `*.${name}` : name);
