import { formatInterval } from './format-interval.ts';
import { freeNames, freeSuffixes } from './free-names.ts';
import { distance, freeParts } from './free-parts.ts';
import { sizeOf, type Interval } from './interval.ts';
import type { Scope } from './scope.ts';

/** A sentence with what may be asked for instead, deny and floor taken out: the networks nearest to `near` first, then the names. */
export const allowedAddresses = (scope: Scope, near: Interval): readonly string[] =>
  sentence(scope, networksNear(scope, near), namesOf(freeNames(scope)));

/** The same with the names first, then the networks. */
export const allowedNames = (scope: Scope): readonly string[] =>
  sentence(scope, namesOf(freeNames(scope)), networksNear(scope, null));

/** The same for whoever asks for every name below a domain. */
export const allowedSuffixes = (scope: Scope): readonly string[] =>
  sentence(scope, namesOf(freeSuffixes(scope)), none);

/** Texts that can be asked for, and whether there are more than these. */
interface Offers {
  readonly texts: readonly string[];
  /** Those of them that are more than one call may cover. */
  readonly large: readonly string[];
  readonly more: boolean;
}

const none: Offers = { texts: [], large: [], more: false };

const namesOf = (texts: readonly string[]): Offers => ({ ...none, texts });

function networksNear(scope: Scope, near: Interval | null): Offers {
  const far = (interval: Interval): number => (near === null ? 0 : distance(interval, near));
  const nearestFirst = (a: Interval, b: Interval): number => far(a) - far(b);
  const networks = scope.allow.addresses.map(({ interval }) => interval).toSorted(nearestFirst);
  const parts: Interval[] = [];
  let more = networks.length > mostLooked;
  for (const network of networks.slice(0, mostLooked)) {
    // One more than can be shown tells that there is more.
    if (parts.length > mostShown) break;
    const free = freeParts(scope, [network], near ?? network);
    const isAround = near !== null && far(network) === 0;
    const chosen = isAround
      ? free.toSorted(nearestFirst).slice(0, mostAround)
      : free.toSorted((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1);
    parts.push(...chosen);
    more ||= free.length > chosen.length;
  }
  const sorted = parts.toSorted(nearestFirst);
  const large = sorted.filter((interval) => sizeOf(interval) > scope.limits.hosts);
  return { texts: [...new Set(sorted.map(formatInterval))], large: large.map(formatInterval), more };
}

/** Networks whose every address is denied are passed over, but not thousands of them. */
const mostLooked = 64;

/** Of the network that was asked about: the parts on either side of what is denied. Of any other the largest part is enough. */
const mostAround = 2;

const mostShown = 6;

/** Of those, at least so many for what comes second. */
const kept = 2;

/** A way out is for reading: six host names of full length would be none. */
const mostCharacters = 200;

function sentence(scope: Scope, before: Offers, after: Offers): readonly string[] {
  const room = mostShown - Math.min(kept, after.texts.length);
  const [first, ...others] = [...before.texts.slice(0, room), ...after.texts].slice(0, mostShown);
  if (first === undefined) return [];
  const said = [first];
  for (const one of others) {
    if ([...said, one].join(', ').length <= mostCharacters) said.push(one);
  }
  const hidden = before.more || after.more || before.texts.length + after.texts.length > said.length;
  const isLarge = said.some((text) => before.large.includes(text) || after.large.includes(text));
  const clauses = [
    `Allowed: ${said.join(', ')}${hidden ? ' and more' : ''}`,
    ...(isLarge ? [`at most ${scope.limits.hosts} addresses a call`] : []),
    ...(isBeforeNames(scope) ? ['not the addresses of denied names'] : []),
  ];
  return [clauses.join('; ')];
}

/** True where denied names have not been looked up: that is done only for a call that is not refused without it. */
const isBeforeNames = ({ deniedNames, index }: Scope): boolean =>
  deniedNames.length > 0 && index.named.set.v4.lo.length + index.named.set.v6.lo.length === 0;
