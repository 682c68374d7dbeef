import { inTimeOrder } from './in-time-order.ts';
import { pictureOf, portKey, type HostPicture } from './picture.ts';
import { hasChanged } from './port-state.ts';
import type { HostSighting, PortArea, PortSighting, Sighting } from './sighting.ts';

/**
 * What several runs together know, as one sighting to compare a later one with: of everything the newest word, and older words
 * where the newer runs did not look. Null where there are none.
 */
export function baselineOf(sightings: readonly Sighting[]): Sighting | null {
  const [first, ...later] = inTimeOrder(sightings);
  return first === undefined ? null : later.reduce(overlay, first);
}

function overlay(older: Sighting, newer: Sighting): Sighting {
  const before = pictureOf(older);
  const after = pictureOf(newer);
  const addresses = new Set([...before.hosts.keys(), ...after.hosts.keys()]);
  return {
    run: newer.run,
    at: newer.at,
    hosts: [...addresses].map((address) => overlayHost(address, before.host(address), after.host(address))),
    asked: [...new Set([...newer.asked, ...older.asked])],
    areas: distinct([...newer.areas, ...older.areas]),
    partial: older.partial || newer.partial,
  };
}

function overlayHost(address: string, older: HostPicture | null, newer: HostPicture | null): HostSighting {
  const names = newer?.seen?.names ?? older?.seen?.names;
  const os = newer?.seen?.os ?? older?.seen?.os;
  return {
    address,
    state: newer?.state ?? older?.state ?? 'unknown',
    ...(names === undefined ? {} : { names }),
    ...(os === undefined ? {} : { os }),
    ports: overlayPorts(older, newer),
  };
}

/** A port keeps what only the older run asked it, as long as the newer one does not contradict its state. */
function overlayPorts(older: HostPicture | null, newer: HostPicture | null): readonly PortSighting[] {
  const kept = [...(older?.ports.values() ?? [])].filter(({ protocol, port, state }) => {
    const rank = Math.min(...[older, newer].map((host) => host?.rankOf(protocol, port) ?? Infinity));
    const now = newer?.portState(protocol, port, rank) ?? null;
    return now === null || !hasChanged(state, now);
  });
  const known = new Map(kept.map((port) => [portKey(port.protocol, port.port), port]));
  for (const [key, port] of newer?.ports ?? []) {
    const was = known.get(key);
    known.set(key, was?.state === port.state ? { ...was, ...port } : port);
  }
  return [...known.values()];
}

/** Each area once, at the place of its newest. */
const distinct = (areas: readonly PortArea[]): readonly PortArea[] => [
  ...new Map(areas.map((area) => [JSON.stringify(area), area])).values(),
];
