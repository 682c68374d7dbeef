import { createHostDraft, type HostDraft } from './host-draft.ts';
import type { HostResult, NmapResult } from './result.ts';
import type { XmlListener } from './xml-events.ts';

/** How much of a scan is kept: enough for every call within the default budgets. */
const mostHosts = 1024;
const mostPorts = 8192;

/** Collects an nmap document into a result, in bounded memory. */
export interface Collector extends XmlListener {
  /** True once the document has shown itself to be nmap's. */
  readonly started: () => boolean;
  /** What is known by now; `complete` tells whether the document came to its end. */
  readonly result: (complete: boolean) => NmapResult;
}

/** Begins a collection. Hosts that are down are counted, not kept. */
export function createCollector(): Collector {
  const hosts: HostResult[] = [];
  const totals = { up: 0, down: 0, open: 0, closed: 0, filtered: 0, other: 0 };
  const omitted = { hosts: 0, ports: 0 };
  let version: string | null = null;
  let elapsed: number | null = null;
  let started = false;
  let succeeded = false;
  let keptPorts = 0;
  let draft: HostDraft | null = null;

  const add = (host: HostResult): void => {
    if (host.state === 'up') totals.up += 1;
    if (host.state === 'down') totals.down += 1;
    totals.open += host.ports.length;
    for (const { state, count } of host.other_ports) totals[bucketOf(state)] += count;
    if (host.state === 'down') return;
    const room = hosts.length < mostHosts ? mostPorts - keptPorts : 0;
    const ports = host.ports.slice(0, room);
    keptPorts += ports.length;
    omitted.ports += host.ports.length - ports.length;
    if (hosts.length < mostHosts) hosts.push({ ...host, ports });
    else omitted.hosts += 1;
  };

  return {
    open: (element, attributes) => {
      if (element === 'nmaprun') {
        started = true;
        version = attributes['version'] ?? null;
      } else if (element === 'finished') {
        succeeded = attributes['exit'] === 'success';
        elapsed = /^\d{1,9}(\.\d{1,6})?$/.test(attributes['elapsed'] ?? '')
          ? Number(attributes['elapsed'])
          : null;
      } else if (element === 'host') draft = createHostDraft();
      else draft?.open(element, attributes);
    },
    text: (text) => draft?.text(text),
    close: (element) => {
      draft?.close(element);
      if (element !== 'host' || draft === null) return;
      add(draft.result());
      draft = null;
    },
    started: () => started,
    result: (complete) => ({
      hosts,
      totals,
      omitted,
      elapsed_sec: elapsed,
      partial: !(complete && succeeded),
      nmap_version: version,
    }),
  };
}

const bucketOf = (state: string): 'closed' | 'filtered' | 'other' =>
  state === 'closed' || state === 'filtered' ? state : 'other';
