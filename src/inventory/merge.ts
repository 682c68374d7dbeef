import { inAddressOrder } from './address-set.ts';
import { inTimeOrder } from './in-time-order.ts';
import type { Fact, Inventory, InventoryHost, InventoryPort, Span } from './inventory.ts';
import { pictureOf, portKey, type HostPicture } from './picture.ts';
import { hasChanged, type PortState } from './port-state.ts';
import { serviceOf } from './service-of.ts';
import type { PortSighting, Sighting } from './sighting.ts';

/** Many runs, taken in one by one: no more is kept of them than the inventory. */
export interface Merge {
  /** Takes in what a run saw; those before must be older, as `inTimeOrder` has it. */
  readonly add: (sighting: Sighting) => void;
  readonly inventory: () => Inventory;
}

/**
 * What many runs saw, as one inventory. It is the same in whatever order the sightings are given, and one that is given twice
 * changes nothing.
 */
export function merge(sightings: readonly Sighting[]): Inventory {
  const { add, inventory } = createMerge(() => true);
  for (const sighting of inTimeOrder(sightings)) add(sighting);
  return inventory();
}

/** Begins an inventory of the hosts that are wanted. */
export function createMerge(isWanted: (address: string) => boolean): Merge {
  const hosts = new Map<string, InventoryHost>();
  return {
    add: (sighting) => {
      const picture = pictureOf(sighting);
      const found = [...picture.hosts.keys()].filter((address) => isWanted(address));
      for (const address of new Set([...hosts.keys(), ...found])) {
        const seen = picture.host(address);
        const host = seen === null ? null : mergeHost(address, hosts.get(address) ?? null, seen, sighting);
        if (host !== null) hosts.set(address, host);
      }
    },
    inventory: () => ({ hosts: inAddressOrder(hosts.keys()).flatMap((address) => hosts.get(address) ?? []) }),
  };
}

type When = Pick<Sighting, 'run' | 'at'>;

function mergeHost(
  address: string,
  known: InventoryHost | null,
  { state, seen, ...picture }: HostPicture,
  when: When,
): InventoryHost | null {
  const isThere = state === 'up' || [...picture.ports.values()].some((port) => port.state === 'open');
  if (known === null && !isThere) return null;
  return {
    address,
    ...spanOf(known, isThere, when),
    state: noted(known?.state ?? null, state ?? undefined, when),
    names: noted(known?.names ?? null, seen?.names?.toSorted(), when),
    os: noted(known?.os ?? null, seen?.os, when),
    ports: mergePortsOf(known?.ports ?? [], { state, seen, ...picture }, when),
  };
}

function mergePortsOf(
  known: readonly InventoryPort[],
  host: HostPicture,
  when: When,
): readonly InventoryPort[] {
  const ports = new Map(known.map((port) => [portKey(port.protocol, port.port), port]));
  for (const [key, port] of ports) {
    const seen = host.ports.get(key);
    const rank = rankIn(host, port);
    const state = host.portState(port.protocol, port.port, rank ?? Infinity);
    if (state !== null) ports.set(key, mergePort({ ...port, rank }, state, seen, when));
  }
  for (const [key, seen] of host.ports) {
    if (seen.state === 'open' && !ports.has(key)) ports.set(key, newPort(seen, rankIn(host, seen), when));
  }
  return [...ports.values()].toSorted((a, b) => order(a) - order(b));
}

/** The least number of most common ports that one is known to be among, from this look or from earlier ones. */
function rankIn(
  host: HostPicture,
  { protocol, port, rank }: Pick<InventoryPort, 'protocol' | 'port'> & { readonly rank?: number | null },
): number | null {
  const least = Math.min(rank ?? Infinity, host.rankOf(protocol, port));
  return Number.isFinite(least) ? least : null;
}

function newPort(seen: PortSighting, rank: number | null, when: When): InventoryPort {
  const { protocol, port } = seen;
  const state = noted<PortState>(null, 'open', when);
  if (state === null) throw new Error('a state that was seen is noted');
  const bare: InventoryPort = {
    protocol,
    port,
    rank,
    first_seen: when.at,
    last_seen: when.at,
    state,
    service: null,
    certificate: null,
  };
  return withFacts(bare, seen, when);
}

function mergePort(
  known: InventoryPort,
  state: PortState,
  seen: PortSighting | undefined,
  when: When,
): InventoryPort {
  // A vague word that does not contradict what is known is no news, and no sight of it either.
  const isVague = state !== known.state.value && !hasChanged(known.state.value, state);
  const noticed = isVague ? known.state : (noted(known.state, state, when) ?? known.state);
  const port = { ...known, ...spanOf(known, state === 'open', when), state: noticed };
  return seen === undefined ? port : withFacts(port, seen, when);
}

/** What a port answered stays known until it answers something else: a scan that does not ask knows it by number alone. */
function withFacts(port: InventoryPort, seen: PortSighting, when: When): InventoryPort {
  const by = seen.identified?.by ?? null;
  const told = by !== null || (seen.service !== undefined && (port.service?.value.by ?? null) === null);
  return {
    ...port,
    service: noted(port.service, told ? { ...serviceOf(seen), by } : undefined, when),
    certificate: noted(port.certificate, seen.certificate, when),
  };
}

/** A fact after another look: the same value was seen again, another one takes its place, and no look changes nothing. */
function noted<Value>(
  known: Fact<Value> | null,
  value: Value | undefined,
  { run, at }: When,
): Fact<Value> | null {
  if (value === undefined) return known;
  const isSame = known !== null && JSON.stringify(known.value) === JSON.stringify(value);
  return { value, first_seen: isSame ? known.first_seen : at, last_seen: at, run };
}

function spanOf(known: Span | null, isThere: boolean, { at }: When): Span {
  return { first_seen: known?.first_seen ?? at, last_seen: isThere || known === null ? at : known.last_seen };
}

const order = ({ protocol, port }: InventoryPort): number =>
  ['tcp', 'udp', 'sctp'].indexOf(protocol) * 65_536 + port;
