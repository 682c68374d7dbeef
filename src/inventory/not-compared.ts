import { formatPorts, mergePorts } from '../scope/ports.ts';
import type { PortRange } from '../scope/scope.ts';
import type { LookedAtAlone, NotCompared } from './change.ts';
import type { Alone, PortsCompared } from './compare-ports.ts';
import type { Protocol } from './sighting.ts';

/** Counts what only one of two sightings looked at. */
export interface AloneTally {
  readonly addPorts: (protocol: Protocol, ports: Pick<PortsCompared, 'onlyBefore' | 'onlyAfter'>) => void;
  readonly addService: () => void;
  readonly addCertificate: () => void;
  readonly result: (addresses: Record<'before' | 'after', LookedAtAlone['addresses']>) => NotCompared;
}

/** Begins a count. */
export function createAloneTally(): AloneTally {
  const before = createSide();
  const after = createSide();
  const counts = { open_ports: 0, services: 0, certificates: 0 };
  return {
    addPorts: (protocol, { onlyBefore, onlyAfter }) => {
      before.add(protocol, onlyBefore);
      after.add(protocol, onlyAfter);
      counts.open_ports += onlyBefore.open + onlyAfter.open;
    },
    addService: () => {
      counts.services += 1;
    },
    addCertificate: () => {
      counts.certificates += 1;
    },
    result: (addresses) => ({
      before: { addresses: addresses.before, ports: before.ports() },
      after: { addresses: addresses.after, ports: after.ports() },
      ...counts,
    }),
  };
}

/** The ports that one side looked at alone, of all hosts together. */
function createSide() {
  const ranges = new Map<Protocol, readonly PortRange[]>();
  const tops = new Map<Protocol, number>();
  return {
    add: (protocol: Protocol, alone: Alone): void => {
      if (alone.ranges.length > 0)
        ranges.set(protocol, mergePorts([...(ranges.get(protocol) ?? []), ...alone.ranges]));
      if (alone.top !== null) tops.set(protocol, Math.max(tops.get(protocol) ?? 0, alone.top));
    },
    ports: (): LookedAtAlone['ports'] =>
      (['tcp', 'udp', 'sctp'] as const).flatMap((protocol) => {
        const top = tops.get(protocol);
        const listed = formatPorts(ranges.get(protocol) ?? []);
        return [...(top === undefined ? [] : [`top ${top}`]), ...(listed === '' ? [] : [listed])].map(
          (ports) => ({
            protocol,
            ports,
          }),
        );
      }),
  };
}
