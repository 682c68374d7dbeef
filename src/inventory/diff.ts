import { beyond, inAddressOrder } from './address-set.ts';
import type { Change, ComparedRun, Comparison, NamesChange, OpenPort } from './change.ts';
import { compareCertificates, compareServices } from './compare-facts.ts';
import { comparePorts } from './compare-ports.ts';
import { createAloneTally } from './not-compared.ts';
import { pictureOf, portKey, type HostPicture } from './picture.ts';
import { serviceOf } from './service-of.ts';
import type { Protocol, Sighting } from './sighting.ts';

/**
 * What changed from one sighting to the next, within what both looked at; what only one of them looked at is told as not
 * compared, never as a change. Of a sighting with itself it is empty.
 */
export function diff(before: Sighting, after: Sighting): Comparison {
  const from = pictureOf(before);
  const to = pictureOf(after);
  const tally = createAloneTally();
  const changes: Change[] = [];
  for (const address of inAddressOrder([...from.hosts.keys(), ...to.hosts.keys()])) {
    const one = from.host(address);
    const other = to.host(address);
    if (one === null || other === null) continue;
    const hostChange = compareHost(address, one, other);
    if (hostChange !== null) {
      changes.push(hostChange);
      continue;
    }
    changes.push(...compareNames(address, one, other));
    for (const protocol of protocols) {
      const ports = comparePorts(address, protocol, one, other);
      tally.addPorts(protocol, ports);
      const facts = ports.stillOpen.flatMap((port) => factsOf(address, protocol, port, one, other));
      changes.push(...[...ports.changes, ...facts].toSorted(byPort));
    }
  }
  return {
    before: runOf(before),
    after: runOf(after),
    changes,
    not_compared: tally.result({
      before: beyond(from.covered, to.covered),
      after: beyond(to.covered, from.covered),
    }),
  };

  function factsOf(
    address: string,
    protocol: Protocol,
    port: number,
    one: HostPicture,
    other: HostPicture,
  ): readonly Change[] {
    const key = portKey(protocol, port);
    const [was, is] = [one.ports.get(key), other.ports.get(key)];
    if (was === undefined || is === undefined) return [];
    const open = { address, before: was, after: is };
    const service = compareServices(open);
    const certificate = compareCertificates(open, { before: before.at, after: after.at });
    if (service.kind === 'not_compared') tally.addService();
    if (certificate.kind === 'not_compared') tally.addCertificate();
    return [service, certificate].flatMap((fact) => (fact.kind === 'changed' ? [fact.change] : []));
  }
}

const protocols = ['tcp', 'udp', 'sctp'] as const satisfies readonly Protocol[];

const runOf = ({ run, at, partial }: Sighting): ComparedRun => ({ run, at, partial });

function compareHost(address: string, before: HostPicture, after: HostPicture): Change | null {
  const { state: from } = before;
  const { state: to } = after;
  if (from === null || to === null || from === to) return null;
  return { kind: 'host', address, from, to, open: openPorts(from === 'up' ? before : after) };
}

const openPorts = ({ seen }: HostPicture): readonly OpenPort[] =>
  (seen?.ports ?? [])
    .filter(({ state }) => state === 'open')
    .map((port) => ({ protocol: port.protocol, port: port.port, open: serviceOf(port) }))
    .toSorted((a, b) => rank(a.protocol) - rank(b.protocol) || a.port - b.port);

const rank = (protocol: Protocol): number => protocols.indexOf(protocol);

function compareNames(address: string, before: HostPicture, after: HostPicture): readonly NamesChange[] {
  const from = before.seen?.names?.toSorted();
  const to = after.seen?.names?.toSorted();
  if (from === undefined || to === undefined || JSON.stringify(from) === JSON.stringify(to)) return [];
  return [{ kind: 'names', address, from, to }];
}

/** Single ports come before groups of ports. */
const byPort = (a: Change, b: Change): number => numberOf(a) - numberOf(b);

const numberOf = (change: Change): number => ('port' in change ? change.port : Infinity);
