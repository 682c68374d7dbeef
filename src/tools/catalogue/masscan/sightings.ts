import type { Seen } from '../../../inventory/sighting.ts';
import { rangesFor, valuesOf } from '../../looked-at.ts';
import type { MasscanResult } from './result.ts';

/** What a scan saw: open ports alone. What it did not tell of is not open, or was missed. */
export function masscanSightings({ open, omitted, partial }: MasscanResult, argv: readonly string[]): Seen {
  const addresses = valuesOf(argv, '--range');
  const ports = valuesOf(argv, '-p').join(',');
  const hosts = Map.groupBy(open, ({ address }) => address);
  return {
    hosts: [...hosts].map(([address, found]) => ({
      address,
      state: 'up',
      ports: found.map(({ port, protocol }) => ({ port, protocol, state: 'open' })),
    })),
    asked: [],
    areas:
      partial || omitted > 0
        ? []
        : (['tcp', 'udp'] as const).flatMap((protocol) => {
            const ranges = rangesFor(protocol === 'tcp' ? ports : udpOnly(ports), protocol);
            return ranges.length === 0
              ? []
              : { addresses, protocol, ports: { kind: 'listed', ranges }, state: 'not_open' };
          }),
    partial,
  };
}

/** To masscan a port without a prefix is TCP; in a canonical list those of UDP stand last. */
const udpOnly = (ports: string): string => /U:[\d,-]+$/.exec(ports)?.[0] ?? '';
