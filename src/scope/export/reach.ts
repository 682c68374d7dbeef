import { blocksOf } from '../blocks.ts';
import { subtract } from '../interval-algebra.ts';
import { intervalSet } from '../interval-set.ts';
import type { Interval } from '../interval.ts';
import { openPorts, reachableAddresses } from '../reachable.ts';
import type { PortRange, Scope } from '../scope.ts';

/** What of a scope a filter that knows addresses and ports alone can hold. */
export interface Reach {
  /** Allowed, not denied and above the floor: the fewest CIDR blocks, ascending, every one with its prefix length. */
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  /** Allowed and not denied, ascending. */
  readonly ports: readonly PortRange[];
  /** The complement of `v4` and of `v6`. */
  readonly outside: { readonly v4: readonly string[]; readonly v6: readonly string[] };
  /**
   * Rules for host names, as written. An allowed name reaches no address beside the allowed ones, so nothing is lost by it; the
   * addresses of a denied one are found when a call is made, and a filter written before that does not hold them.
   */
  readonly names: { readonly allowed: readonly string[]; readonly denied: readonly string[] };
}

/** Finds the reach of a compiled scope: the same data that every call is judged by. */
export function reachOf(scope: Scope): Reach {
  const inside = {
    v4: reachableAddresses(scope, 4),
    v6: reachableAddresses(scope, 6),
  };
  return {
    v4: cidrs(inside.v4),
    v6: cidrs(inside.v6),
    ports: openPorts(scope.ports),
    outside: {
      v4: cidrs(subtract(everything4, intervalSet(inside.v4), Infinity)),
      v6: cidrs(subtract(everything6, intervalSet(inside.v6), Infinity)),
    },
    names: {
      allowed: scope.allow.names.map(written),
      denied: scope.deny.names.map(written),
    },
  };
}

/** True where no port is left out. */
export const isEveryPort = ([first, ...more]: readonly PortRange[]): boolean =>
  more.length === 0 && first?.lo === 1 && first.hi === 65_535;

const everything4: Interval = { family: 4, lo: 0, hi: 2 ** 32 - 1 };
const everything6: Interval = { family: 6, lo: 0n, hi: (1n << 128n) - 1n };

const cidrs = (intervals: readonly Interval[]): readonly string[] =>
  intervals.flatMap((interval) =>
    blocksOf(interval).map((block) =>
      block.includes('/') ? block : `${block}/${interval.family === 4 ? 32 : 128}`,
    ),
  );

const written = ({ suffix, name }: Scope['allow']['names'][number]): string => (suffix ? `*.${name}` : name);
