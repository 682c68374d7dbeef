import { formatInterval } from './format-interval.ts';
import type { Interval } from './interval.ts';
import type { Scope } from './scope.ts';

/** A sentence with what the scope allows: the networks nearest to `near` first, then the names. */
export function allowedAddresses(scope: Scope, near: Interval): string {
  const networks = scope.allow.addresses
    .map(({ interval }) => ({ interval, distance: distance(interval, near) }))
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, mostShown)
    .map(({ interval }) => formatInterval(interval));
  return sentence(scope, [...networks, ...namesOf(scope)]);
}

/** A sentence with what the scope allows: the names first, then the networks. */
export function allowedNames(scope: Scope): string {
  const networks = scope.allow.addresses.slice(0, mostShown).map(({ interval }) => formatInterval(interval));
  return sentence(scope, [...namesOf(scope), ...networks]);
}

const mostShown = 6;

/** A way out is for reading: six host names of full length would be none. */
const mostCharacters = 200;

const namesOf = (scope: Scope): readonly string[] =>
  scope.allow.names.map((rule) => (rule.suffix ? `*.${rule.name}` : rule.name));

function sentence(scope: Scope, shown: readonly string[]): string {
  const [first = '', ...others] = shown.slice(0, mostShown);
  const said = [first];
  for (const one of others) {
    if ([...said, one].join(', ').length <= mostCharacters) said.push(one);
  }
  const hidden = scope.allow.addresses.length + scope.allow.names.length - said.length;
  return `Allowed: ${said.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}

/** About how far apart two intervals lie; another family is further than anything. */
function distance(a: Interval, b: Interval): number {
  if (a.family !== b.family) return 2 ** 129;
  return Math.max(0, Number(b.lo) - Number(a.hi), Number(a.lo) - Number(b.hi));
}
