import type { PortRange } from '../scope/scope.ts';
import type { HostPicture } from './picture.ts';
import type { Protocol } from './sighting.ts';

/** Ports that two sightings of a host treat alike, and among how many most common ones they are known to be. */
export interface PortCut extends PortRange {
  readonly rank: number;
}

/** Cuts the ports that either of two sightings names by number into ranges that lie in the same areas of both. */
export function portCuts(protocol: Protocol, hosts: readonly HostPicture[]): readonly PortCut[] {
  const named = hosts.flatMap((host) => namedIn(host, protocol));
  const edges = [...new Set(named.flatMap(({ lo, hi }) => [lo, hi + 1]))].toSorted((a, b) => a - b);
  return edges.flatMap((lo, at) => {
    const next = edges[at + 1];
    const over = named.filter((range) => range.lo <= lo && lo <= range.hi);
    if (next === undefined || over.length === 0) return [];
    return { lo, hi: next - 1, rank: Math.min(...over.map(({ rank }) => rank)) };
  });
}

/** The most common ports of two sightings, where both looked at such: as many as the shorter list has. */
export function commonTop(protocol: Protocol, a: HostPicture, b: HostPicture): number | null {
  const counts = [topOf(a, protocol), topOf(b, protocol)].filter((count) => count !== null);
  return counts.length === 2 ? Math.min(...counts) : null;
}

/** How many most common ports of a host were looked at; null where they are known by number. */
export function topOf({ areas }: HostPicture, protocol: Protocol): number | null {
  const counts = areas.flatMap(({ protocol: own, ports }) =>
    own === protocol && ports.kind === 'top' ? [ports.count] : [],
  );
  return counts.length === 0 ? null : Math.max(...counts);
}

function namedIn({ ports, areas }: HostPicture, protocol: Protocol): readonly PortCut[] {
  const single = [...ports.values()]
    .filter((seen) => seen.protocol === protocol)
    .map(({ port, rank = Infinity }) => ({ lo: port, hi: port, rank }));
  const listed = areas.flatMap((area) =>
    area.protocol === protocol && area.ports.kind === 'listed' ? rangesOf(area.ports) : [],
  );
  return [...single, ...listed];
}

const rangesOf = ({
  ranges,
  rank = Infinity,
}: {
  readonly ranges: readonly PortRange[];
  readonly rank?: number;
}): readonly PortCut[] => ranges.map(({ lo, hi }) => ({ lo, hi, rank }));
