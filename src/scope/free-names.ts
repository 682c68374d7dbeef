import { matchesAllBelow, matchesSomeBelow, nameMatches, writtenName } from './name-rules.ts';
import type { NameRule, Scope } from './scope.ts';

/** The allowed names that are not denied, as they are written; a suffix with the names below it that are. */
export const freeNames = (scope: Scope): readonly string[] =>
  freeRules(scope).map((rule) => `${writtenName(rule)}${exceptions(scope, rule)}`);

/** The suffixes below which every name is allowed, and none is denied. */
export const freeSuffixes = (scope: Scope): readonly string[] =>
  freeRules(scope)
    .filter((rule) => rule.suffix && !scope.deny.names.some((denied) => isAbout(denied, rule)))
    .map(writtenName);

/** Every allow rule for names that no deny rule takes away whole. */
const freeRules = ({ allow, deny }: Scope): readonly NameRule[] =>
  allow.names.filter(
    ({ suffix, name }) =>
      !deny.names.some((denied) => (suffix ? matchesAllBelow(denied, name) : nameMatches(denied, name))),
  );

/** True where a deny rule is about the domain of a suffix, or about a name below it. */
const isAbout = (denied: NameRule, { name }: NameRule): boolean =>
  nameMatches(denied, name) || matchesSomeBelow(denied, name);

function exceptions({ deny }: Scope, { suffix, name }: NameRule): string {
  const [first, ...more] = suffix ? deny.names.filter((denied) => matchesSomeBelow(denied, name)) : [];
  if (first === undefined) return '';
  if (first.name.length > longestName) return ' (not all below it)';
  return ` (not ${writtenName(first)}${more.length === 0 ? '' : ` and ${more.length} more`})`;
}

/** A way out is for reading. */
const longestName = 60;
