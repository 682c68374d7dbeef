import { numberRanges } from '../../../output/ranges.ts';
import type { HostResult, PortResult } from './result.ts';
import type { Attributes } from './xml-events.ts';

/** A host while its element is being read. */
export interface HostDraft {
  readonly open: (element: string, attributes: Attributes) => void;
  readonly text: (text: string) => void;
  readonly close: (element: string) => void;
  /** The host as it stands, its ports that are not open folded into counts. */
  readonly result: () => HostResult;
}

const mostNames = 8;
const mostCpes = 8;
const mostScripts = 32;
const mostLines = 40;

/** Begins a host. Elements that it does not know are passed over. */
export function createHostDraft(): HostDraft {
  const host: HostResult = { address: '', state: 'unknown', reason: '', ports: [], other_ports: [] };
  const listed = new Map<string, number[]>();
  const folded = new Map<string, number>();
  const listedUnder = (state: string): number[] => {
    const ports = listed.get(state) ?? [];
    listed.set(state, ports);
    return ports;
  };
  let port: PortResult | null = null;
  let cpe: string | null = null;

  return {
    open: (element, attributes) => {
      switch (element) {
        case 'status':
          host.state = attributes['state'] ?? 'unknown';
          host.reason = attributes['reason'] ?? '';
          break;
        case 'address':
          if (attributes['addrtype'] !== 'mac') host.address = attributes['addr'] ?? '';
          break;
        case 'hostname':
          host.names = added(host.names, attributes['name'] ?? '', mostNames);
          break;
        case 'extraports': {
          const state = attributes['state'] ?? 'unknown';
          folded.set(state, (folded.get(state) ?? 0) + natural(attributes['count']));
          break;
        }
        case 'port':
          port = newPort(attributes);
          break;
        case 'state':
          if (port !== null) port.state = attributes['state'] ?? 'unknown';
          break;
        case 'service':
          if (port !== null) describe(port, attributes);
          break;
        case 'cpe':
          cpe = '';
          break;
        case 'script': {
          const owner = port ?? host;
          owner.scripts = added(owner.scripts, scriptOf(attributes), mostScripts);
          break;
        }
        default:
      }
    },
    text: (text) => {
      if (cpe !== null && cpe.length < 200) cpe += text.slice(0, 200);
    },
    close: (element) => {
      if (element === 'cpe' && cpe !== null) {
        if (port !== null) port.cpe = added(port.cpe, cpe, mostCpes);
        cpe = null;
      }
      if (element === 'port' && port !== null) {
        if (port.state.startsWith('open')) host.ports.push(port);
        else listedUnder(port.state).push(port.port);
        port = null;
      }
    },
    result: () => ({ ...host, other_ports: otherPorts(listed, folded) }),
  };
}

function newPort(attributes: Attributes): PortResult {
  const port = Math.min(natural(attributes['portid']), 65_535);
  return { port, protocol: attributes['protocol'] ?? '', state: 'unknown', service: 'unknown' };
}

function describe(port: PortResult, attributes: Attributes): void {
  const { name = 'unknown', product, version, extrainfo, tunnel } = attributes;
  port.service = tunnel === undefined ? name : `${tunnel}/${name}`;
  if (product !== undefined) port.product = product;
  if (version !== undefined) port.version = version;
  if (extrainfo !== undefined) port.extra = extrainfo;
}

function scriptOf({ id = '', output = '' }: Attributes): { id: string; lines: string[] } {
  const lines = output.slice(0, mostLines * 200).split('\n', mostLines);
  return { id, lines: lines.map((line) => line.trim()).filter((line) => line !== '') };
}

function otherPorts(
  listed: ReadonlyMap<string, readonly number[]>,
  folded: ReadonlyMap<string, number>,
): HostResult['other_ports'] {
  const states = new Set([...listed.keys(), ...folded.keys()]);
  return [...states].map((state) => {
    const ports = listed.get(state) ?? [];
    const more = folded.get(state) ?? 0;
    const count = ports.length + more;
    // Some of them without the rest would read as all of them.
    return more === 0 ? { state, count, ports: numberRanges(ports) } : { state, count };
  });
}

const added = <T>(list: readonly T[] | undefined, entry: T, most: number): T[] =>
  [...(list ?? []), entry].slice(0, most);

const natural = (text: string | undefined): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
