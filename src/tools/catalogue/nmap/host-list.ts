import { jsonBytes } from '../../../output/json-bytes.ts';
import type { HostResult, PortResult } from './result.ts';

/** The hosts of a result, within a budget of JSON. */
export interface HostList {
  readonly add: (host: HostResult) => void;
  readonly hosts: () => HostResult[];
}

const mostHosts = 1024;
/** All hosts together, with room for what is not theirs: clients take about ten times a mebibyte before they close the connection. */
const mostBytes = 1024 * 1024 - 32 * 1024;
/** One host alone, so that a target that answers everything leaves room for the others. */
const mostHostBytes = 128 * 1024;

/**
 * Begins a list. Where it grows full, script output gives way first, that of the last host before that of the first; then a
 * host that comes late loses its last ports, or is left out.
 */
export function createHostList(): HostList {
  const kept: Kept[] = [];
  let room = mostBytes;

  const makeRoom = (needed: number): void => {
    for (let at = kept.length - 1; at >= 0 && room < needed; at -= 1) {
      const entry = kept[at];
      if (entry === undefined || entry.bytes === entry.leanBytes) continue;
      room += entry.bytes - entry.leanBytes;
      kept[at] = { ...entry, host: lean(entry.host), bytes: entry.leanBytes };
    }
  };

  return {
    add: (host) => {
      if (kept.length >= mostHosts) return;
      const alone = within(host, mostHostBytes);
      if (alone === null) return;
      makeRoom(costOf(lean(alone)));
      const fitting = within(alone, room);
      if (fitting === null) return;
      const bytes = costOf(fitting);
      room -= bytes;
      // A copy is kept, so that whatever a reader builds dies young. Kept itself, the first thousand hosts taught V8 that such
      // objects live long, and it put the other 64,000 of a /16 straight into the old generation: 80 MB of garbage.
      kept.push({ host: structuredClone(fitting), bytes, leanBytes: costOf(lean(fitting)) });
    },
    hosts: () => kept.map(({ host }) => host),
  };
}

interface Kept {
  readonly host: HostResult;
  readonly bytes: number;
  /** The same without any script output. */
  readonly leanBytes: number;
}

/** As much of a host as fits: all of its ports before any script output; null where not even its address does. */
function within(host: HostResult, max: number): HostResult | null {
  const { scripts, ...rest } = host;
  let room = max - costOf({ ...rest, ports: [] });
  if (room < 0) return null;
  const takes = (bytes: number): boolean => {
    if (bytes <= room) room -= bytes;
    else return false;
    return true;
  };
  const full = host.ports.findIndex((port) => !takes(costOf(withoutScripts(port))));
  const ports = full === -1 ? host.ports : host.ports.slice(0, full);
  const keepsOwn = scripts !== undefined && takes(costOf({ scripts }));
  const fitting: PortResult[] = ports.map((port) =>
    port.scripts === undefined || takes(costOf({ scripts: port.scripts })) ? port : withoutScripts(port),
  );
  return { ...rest, ports: fitting, ...(keepsOwn ? { scripts } : {}) };
}

const lean = (host: HostResult): HostResult => ({
  ...withoutScripts(host),
  ports: host.ports.map(withoutScripts),
});

function withoutScripts<Part extends HostResult | PortResult>(part: Part): Omit<Part, 'scripts'> {
  const { scripts: _, ...rest } = part;
  return rest;
}

/** The bytes of a part in a list, its comma included. */
const costOf = (part: object): number => jsonBytes(part) + 1;
