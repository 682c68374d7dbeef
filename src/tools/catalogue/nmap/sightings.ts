import type {
  HostSighting,
  PortArea,
  PortSighting,
  PortsLookedAt,
  Seen,
} from '../../../inventory/sighting.ts';
import { countPorts, parsePorts } from '../../../scope/ports.ts';
import type { PortRange } from '../../../scope/scope.ts';
import { areaList } from '../../area-list.ts';
import { behindOptions, rangesFor, valuesOf } from '../../looked-at.ts';
import { certificateOf } from './certificate.ts';
import type { HostResult, NmapResult, PortResult } from './result.ts';

/** What a scan saw, and by its command line of what it looked at. A list scan sees nothing. */
export function nmapSightings(result: NmapResult, argv: readonly string[]): Seen | null {
  const asked = askedIn(argv);
  if (asked === null) return null;
  const isWhole = !result.partial && result.omitted.hosts === 0;
  const tellsAll = isWhole && result.omitted.ports === 0 && !argv.includes('--host-timeout');
  const isOpenOnly = argv.includes('--open');
  const hosts = result.hosts.filter(({ state }) => state !== 'skipped');
  return {
    hosts: hosts.map((host) => hostSighting(host, asked, result.partial)),
    // Hosts without an open port are left out by --open, and taken for up by -Pn.
    asked: isWhole && !isOpenOnly && !argv.includes('-Pn') ? asked.targets : [],
    areas: isOpenOnly
      ? tellsAll && asked.ports !== null
        ? [areaOf(asked.targets, asked, asked.ports, 'not_open')]
        : []
      : areaList([
          ...hosts.flatMap((host) => listedAreas(host, asked)),
          ...hosts.flatMap((host) => restAreas(host, asked)),
        ]),
    partial: result.partial,
  };
}

/** What a command line asks for; `ports` is null where it is for hosts alone. */
interface Asked {
  readonly targets: readonly string[];
  readonly protocol: 'tcp' | 'udp';
  readonly ports: PortsLookedAt | null;
  readonly services: boolean;
}

const usualTop = 1000;

function askedIn(argv: readonly string[]): Asked | null {
  const flags = argv.slice(0, argv.indexOf('--'));
  if (flags.includes('-sL')) return null;
  const protocol = flags.includes('-sU') ? 'udp' : 'tcp';
  const [list] = valuesOf(flags, '-p');
  const [top = `${usualTop}`] = valuesOf(flags, '--top-ports');
  const listed = list === undefined ? null : rangesFor(list, protocol);
  const ports: PortsLookedAt =
    listed === null ? { kind: 'top', count: Number(top) } : { kind: 'listed', ranges: listed };
  return {
    targets: behindOptions(argv),
    protocol,
    ports: flags.includes('-sn') ? null : ports,
    services: flags.includes('-sV'),
  };
}

function hostSighting(host: HostResult, asked: Asked, isPartial: boolean): HostSighting {
  const { address, names, os, ports, state } = host;
  const [guess] = os ?? [];
  const spoke = ports.length > 0 || host.other_ports.some((other) => other.state === 'closed');
  const isTold = state === 'up' && (host.reason !== 'user-set' || spoke);
  return {
    address,
    state: isTold ? 'up' : state === 'down' ? 'down' : 'unknown',
    ...(names === undefined ? {} : { names }),
    ...(guess === undefined ? {} : { os: guess.name }),
    ports: ports.flatMap((port) => portSighting(port, asked, isPartial)),
  };
}

function portSighting(
  found: PortResult,
  { protocol, ports, services }: Asked,
  isPartial: boolean,
): readonly PortSighting[] {
  const { port, service, product = null, version = null, scripts = [] } = found;
  if (found.protocol !== protocol || port === 0) return [];
  const name = service === 'unknown' ? null : service;
  const certificate = certificateOf(scripts);
  // Of the port in which a report was cut, nobody knows what it would have answered.
  const isIdentified = services && !(isPartial && name === null);
  return [
    {
      port,
      protocol,
      state: 'open',
      ...(name === null ? {} : { service: name }),
      ...(isIdentified ? { identified: { by: 'nmap', service: name, product, version } } : {}),
      ...(certificate === null ? {} : { certificate }),
      ...rankOf(ports),
    },
  ];
}

/** The ports that nmap lists one by one. */
const listedAreas = (host: HostResult, asked: Asked): readonly PortArea[] =>
  host.other_ports.flatMap(({ state, ports = '' }) => {
    const spec = parsePorts(ports, 'ports');
    const looked: PortsLookedAt | null = spec.ok
      ? { kind: 'listed', ranges: spec.value.ranges, ...rankOf(asked.ports) }
      : null;
    return looked === null || state === 'open' ? [] : [areaOf([host.address], asked, looked, state)];
  });

/**
 * The ports that nmap folds into a number: all that were asked for and are not listed, where every one of them is counted. A host
 * that was given up, or cut, has fewer.
 */
function restAreas(host: HostResult, asked: Asked): readonly PortArea[] {
  if (asked.ports === null) return [];
  const counted = host.other_ports.reduce((sum, { count }) => sum + count, host.ports.length);
  const folded = host.other_ports.filter(({ ports }) => ports === undefined);
  const [first] = folded;
  if (counted !== sizeOf(asked.ports) || first === undefined) return [];
  const state = folded.length === 1 && first.state !== 'open' ? first.state : 'not_open';
  return [areaOf([host.address], asked, asked.ports, state)];
}

const areaOf = (
  addresses: readonly string[],
  { protocol }: Asked,
  ports: PortsLookedAt,
  state: PortArea['state'],
): PortArea => ({ addresses, protocol, ports, state });

const rankOf = (ports: PortsLookedAt | null): { readonly rank?: number } =>
  ports?.kind === 'top' ? { rank: ports.count } : {};

const sizeOf = (ports: PortsLookedAt): number =>
  ports.kind === 'top' ? ports.count : countPorts(ports.ranges satisfies readonly PortRange[]);
