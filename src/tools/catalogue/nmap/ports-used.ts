import { portsFor } from '../../../scope/ports.ts';
import { chosen, fixed, listed, type PortUse } from '../../port-use.ts';
import type { Input } from '../../tool-spec.ts';
import type { nmapParams } from './params.ts';
import { extraPortsOf, scriptsOf } from './scripts.ts';

/** Every port that a call touches on a host: those of the scan, of host discovery, of scripts and of OS detection. */
export function portsUsed(input: Input<typeof nmapParams>): readonly PortUse[] {
  const { scan, ports, top_ports, host_discovery, scripts = [] } = input;
  if (scan === 'list') return [];
  const uses: PortUse[] = host_discovery === 'auto' ? [fixed('80,443', 'host_discovery')] : [];
  if (scan === 'ping') return uses;
  const count = top_ports ?? 1000;
  uses.push(
    ports === undefined
      ? chosen(count, `nmap’s ${count} most common`, top_ports === undefined ? 'ports' : 'top_ports')
      : listed(portsFor(ports, protocolOf(scan))),
  );
  if (input.os_detection === true) {
    uses.push(chosen(1, 'a UDP port that is likely to be closed', 'os_detection'));
  }
  return [
    ...uses,
    ...scriptsOf(scripts)
      .flatMap((script) => extraPortsOf(script) ?? [])
      .map((text) => fixed(text, 'scripts')),
  ];
}

/** What the ports of a scan are ports of. */
export const protocolOf = (scan: Input<typeof nmapParams>['scan']): 'tcp' | 'udp' =>
  scan === 'udp' ? 'udp' : 'tcp';
