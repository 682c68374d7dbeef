import { subtract } from './interval-algebra.ts';
import { intervalSet, runsOf } from './interval-set.ts';
import type { Interval } from './interval.ts';
import type { PortRange, Scope } from './scope.ts';

/** The addresses of a family that are allowed, not denied and above the floor: ascending, disjoint. */
export function reachableAddresses(
  { index, deny, floor }: Scope,
  family: Interval['family'],
): readonly Interval[] {
  const refused = intervalSet([...deny.addresses, ...floor].map(({ interval }) => interval));
  return runsOf(index.allow.set, family).flatMap((run) => subtract(run, refused, Infinity));
}

/** The ports that are allowed and not denied, ascending and disjoint. They are few enough to be looked at one by one. */
export function openPorts({ allow, deny }: Scope['ports']): readonly PortRange[] {
  const open: PortRange[] = [];
  for (let port = 1; port <= 65_535; port += 1) {
    if (!holds(allow, port) || holds(deny, port)) continue;
    const last = open.at(-1);
    if (last?.hi === port - 1) open[open.length - 1] = { lo: last.lo, hi: port };
    else open.push({ lo: port, hi: port });
  }
  return open;
}

const holds = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some(({ lo, hi }) => lo <= port && port <= hi);
