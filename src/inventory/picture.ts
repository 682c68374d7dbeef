import { parseAddress } from '../scope/address.ts';
import { setCovers, type IntervalSet } from '../scope/interval-set.ts';
import type { PortRange } from '../scope/scope.ts';
import { addressSet } from './address-set.ts';
import { areaIndex } from './area-index.ts';
import type { PortState } from './port-state.ts';
import type { HostSighting, PortArea, PortSighting, PortsLookedAt, Protocol, Seen } from './sighting.ts';

/** A sighting that can be asked. */
export interface Picture {
  readonly hosts: ReadonlyMap<string, HostPicture>;
  /** Every address that was looked at in some way. */
  readonly covered: IntervalSet;
  /** What is known of an address; null where it was not looked at. */
  readonly host: (address: string) => HostPicture | null;
}

/** What is known of one host. */
export interface HostPicture {
  readonly seen: HostSighting | null;
  /** Null where nobody asked. */
  readonly state: 'up' | 'down' | null;
  /** The areas that it lies in, first things first. */
  readonly areas: readonly PortArea[];
  readonly ports: ReadonlyMap<string, PortSighting>;
  /** Among how many most common ports one is known to be; Infinity where that is not known. */
  readonly rankOf: (protocol: Protocol, port: number) => number;
  /**
   * The state of a port; null where it was not looked at, or nobody can tell. `rank` says that it is among so many most
   * common ones, where that is known.
   */
  readonly portState: (protocol: Protocol, port: number, rank: number) => PortState | null;
}

/** Makes a sighting ready to be asked. */
export function pictureOf(seen: Seen): Picture {
  const asked = addressSet(seen.asked);
  const areasOf = areaIndex(seen.areas);
  const found = new Map<string, HostSighting>(seen.hosts.map((host) => [host.address, host]));
  const pictures = new Map<string, HostPicture | null>();

  const draw = (address: string): HostPicture | null => {
    const interval = parseAddress(address);
    if (interval === null) return null;
    const host = found.get(address) ?? null;
    const own = areasOf(interval);
    const wasAsked = setCovers(asked, interval);
    return host === null && own.length === 0 && !wasAsked ? null : hostPicture(host, wasAsked, own);
  };
  const host = (address: string): HostPicture | null => {
    const known = pictures.get(address);
    if (known !== undefined) return known;
    const drawn = draw(address);
    pictures.set(address, drawn);
    return drawn;
  };

  return {
    hosts: new Map(
      [...found.keys()].flatMap((address) => {
        const drawn = host(address);
        return drawn === null ? [] : [[address, drawn] as const];
      }),
    ),
    covered: addressSet([...seen.asked, ...seen.areas.flatMap((area) => area.addresses), ...found.keys()]),
    host,
  };
}

/** How a port is looked up. */
export const portKey = (protocol: Protocol, port: number): string => `${protocol}/${port}`;

/** Whether ports that were looked at hold this one. */
export const holdsPort = (ports: PortsLookedAt, port: number, rank: number): boolean =>
  ports.kind === 'top' ? rank <= ports.count : holdsNumber(ports.ranges, port);

const rankIn = (looked: PortsLookedAt, port: number): number =>
  looked.kind === 'listed' && holdsNumber(looked.ranges, port) ? (looked.rank ?? Infinity) : Infinity;

const holdsNumber = (ranges: readonly PortRange[], port: number): boolean =>
  ranges.some(({ lo, hi }) => lo <= port && port <= hi);

function hostPicture(seen: HostSighting | null, wasAsked: boolean, areas: readonly PortArea[]): HostPicture {
  const ports = new Map(seen?.ports.map((port) => [portKey(port.protocol, port.port), port]));
  const stated = seen?.state ?? (wasAsked ? 'down' : 'unknown');
  return {
    seen,
    state: stated === 'unknown' ? null : stated,
    areas,
    ports,
    rankOf: (protocol, port) =>
      Math.min(
        ports.get(portKey(protocol, port))?.rank ?? Infinity,
        ...areas.map((area) => (area.protocol === protocol ? rankIn(area.ports, port) : Infinity)),
      ),
    portState: (protocol, port, rank) => {
      const listed = ports.get(portKey(protocol, port));
      if (listed !== undefined) return listed.state;
      const area = areas.find((one) => one.protocol === protocol && holdsPort(one.ports, port, rank));
      return area?.state ?? null;
    },
  };
}
