import { cleanField } from '../../../output/clean.ts';
import { jsonBytes } from '../../../output/json-bytes.ts';
import { createPortTally } from './port-tally.ts';
import { hostState, portState, type HostResult, type PortResult, type PortState } from './result.ts';
import { scriptOf } from './script-output.ts';
import type { Attributes } from './xml-events.ts';

/** What has been read of a host, with the true counts of what is kept only in part. */
export interface SeenHost {
  readonly host: HostResult;
  readonly open: number;
  readonly scripts: number;
}

/** A host while its element is being read. */
export interface HostDraft {
  readonly open: (element: string, attributes: Attributes) => void;
  readonly text: (text: string) => void;
  readonly close: (element: string) => void;
  /** The host as it stands, its ports that are not open folded into counts; called once, at its end or at the cut. */
  readonly result: () => SeenHost;
}

const mostNames = 8;
const mostPorts = 1000;
const mostCpes = 8;
const mostScripts = 32;
const mostSystems = 5;
/** Script output of one host: a target writes as much of it as it likes. */
const mostScriptBytes = 128 * 1024;

/** Begins a host. Elements that it does not know are passed over; texts are cleaned at once, so that their size is known. */
export function createHostDraft(): HostDraft {
  const host: HostResult = { address: '', state: 'unknown', reason: '', ports: [], other_ports: [] };
  const others = createPortTally();
  const seen = { open: 0, scripts: 0 };
  let scriptRoom = mostScriptBytes;
  let port: PortResult | null = null;
  let state: PortState = 'unknown';
  let cpe: string | null = null;

  const addScript = (owner: HostResult | PortResult, attributes: Attributes): void => {
    seen.scripts += 1;
    if (scriptRoom <= 0) return;
    const script = scriptOf(attributes);
    scriptRoom -= jsonBytes(script);
    if (scriptRoom >= 0) owner.scripts = added(owner.scripts, script, mostScripts);
  };
  const endPort = (): void => {
    if (port === null) return;
    if (state === 'open') {
      seen.open += 1;
      if (host.ports.length < mostPorts) host.ports.push(port);
    } else others.list(state, port.port);
    port = null;
  };

  return {
    open: (element, attributes) => {
      switch (element) {
        case 'status':
          host.state = hostState.parse(attributes['state']);
          host.reason = cleanField(attributes['reason'] ?? '');
          break;
        case 'address':
          if (attributes['addrtype'] !== 'mac') host.address = cleanField(attributes['addr'] ?? '');
          break;
        case 'hostname':
          host.names = added(host.names, cleanField(attributes['name'] ?? ''), mostNames);
          break;
        case 'extraports':
          others.fold(portState.parse(attributes['state']), natural(attributes['count']));
          break;
        case 'port':
          port = newPort(attributes);
          state = 'unknown';
          break;
        case 'state':
          state = portState.parse(attributes['state']);
          break;
        case 'service':
          if (port !== null) describe(port, attributes);
          break;
        case 'osmatch':
          host.os = added(host.os, systemOf(attributes), mostSystems);
          break;
        case 'cpe':
          cpe = '';
          break;
        case 'script':
          addScript(port ?? host, attributes);
          break;
        default:
      }
    },
    text: (text) => {
      if (cpe !== null && cpe.length < 200) cpe += text.slice(0, 200);
    },
    close: (element) => {
      if (element === 'cpe' && cpe !== null) {
        if (port !== null) port.cpe = added(port.cpe, cleanField(cpe), mostCpes);
        cpe = null;
      }
      if (element === 'port') endPort();
    },
    result: () => {
      endPort();
      return { host: { ...host, other_ports: others.result() }, ...seen };
    },
  };
}

function newPort(attributes: Attributes): PortResult {
  const port = Math.min(natural(attributes['portid']), 65_535);
  return { port, protocol: cleanField(attributes['protocol'] ?? ''), state: 'open', service: 'unknown' };
}

function describe(port: PortResult, attributes: Attributes): void {
  const { name = 'unknown', product, version, extrainfo, tunnel } = attributes;
  port.service = cleanField(tunnel === undefined ? name : `${tunnel}/${name}`);
  if (product !== undefined) port.product = cleanField(product);
  if (version !== undefined) port.version = cleanField(version);
  if (extrainfo !== undefined) port.extra = cleanField(extrainfo);
}

/** A line of nmap's own list of systems: the target can make it wrong, not make it up. */
const systemOf = ({ name = '', accuracy }: Attributes): { name: string; accuracy: number } => ({
  name: cleanField(name, 120),
  accuracy: Math.min(natural(accuracy), 100),
});

const added = <T>(list: readonly T[] | undefined, entry: T, most: number): T[] =>
  [...(list ?? []), entry].slice(0, most);

const natural = (text: string | undefined): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
