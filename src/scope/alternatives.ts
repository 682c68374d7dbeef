import { formatInterval } from './format-interval.ts';
import { intersect, subtract } from './interval-algebra.ts';
import type { Interval } from './interval.ts';
import type { Scope } from './scope.ts';

/** A sentence with what the scope allows: the networks nearest to `near` first, then the names. */
export function allowedAddresses(scope: Scope, near: Interval): string {
  const networks = scope.allow.addresses
    .toSorted((a, b) => compare(distance(a.interval, near), distance(b.interval, near)))
    .map((rule) => formatInterval(rule.interval));
  return sentence([...networks, ...namesOf(scope)]);
}

/** A sentence with what the scope allows: the names first, then the networks. */
export function allowedNames(scope: Scope): string {
  return sentence([...namesOf(scope), ...scope.allow.addresses.map((rule) => formatInterval(rule.interval))]);
}

/** The parts of an interval that are allowed and neither denied nor in the floor, at most four; none where it is one address. */
export function partsLeft(scope: Scope, interval: Interval): readonly string[] {
  if (interval.lo === interval.hi) return [];
  const inside = intersect(scope.index.allow.set, interval);
  const left = inside
    .slice(0, mostParts)
    .flatMap((part) => subtract(part, scope.index.deny.set, mostParts + 1))
    .flatMap((part) => subtract(part, scope.index.floor.set, mostParts + 1));
  return inside.length > mostParts || left.length > mostParts ? [] : left.map(formatInterval);
}

const mostParts = 4;
const mostShown = 6;

const namesOf = (scope: Scope): readonly string[] =>
  scope.allow.names.map((rule) => (rule.suffix ? `*.${rule.name}` : rule.name));

function sentence(all: readonly string[]): string {
  const more = all.length > mostShown ? ` and ${all.length - mostShown} more` : '';
  return `Allowed: ${all.slice(0, mostShown).join(', ')}${more}`;
}

/** How far apart two intervals lie; another family is further than anything. */
function distance(a: Interval, b: Interval): bigint {
  if (a.family !== b.family) return 1n << 128n;
  const gap = a.hi < b.lo ? BigInt(b.lo) - BigInt(a.hi) : BigInt(a.lo) - BigInt(b.hi);
  return gap > 0n ? gap : 0n;
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : Number(a !== b));
