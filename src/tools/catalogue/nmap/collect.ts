import { createHostDraft, type HostDraft, type SeenHost } from './host-draft.ts';
import { createHostList } from './host-list.ts';
import type { HostResult, NmapResult, PortState } from './result.ts';
import type { XmlListener } from './xml-events.ts';

/** How a report ended: `whole` where its document did, `complete` where nmap was not stopped. */
interface ReportEnd {
  readonly whole: boolean;
  readonly complete: boolean;
}

/** Collects an nmap document into a result, in bounded memory. */
export interface Collector extends XmlListener {
  /** True once the document has shown itself to be nmap's. */
  readonly started: () => boolean;
  /** What is known at the end, the host included that the report was cut in. Called once. */
  readonly result: (end: ReportEnd) => NmapResult;
}

/** Begins a collection. Hosts that are down are counted, not kept. */
export function createCollector(): Collector {
  const list = createHostList();
  const totals = { up: 0, down: 0, open: 0, closed: 0, filtered: 0, other: 0 };
  const seen = { hosts: 0, scripts: 0 };
  let version: string | null = null;
  let elapsed: number | null = null;
  let started = false;
  let succeeded = false;
  let draft: HostDraft | null = null;

  const add = ({ host, open, scripts }: SeenHost): void => {
    if (host.state === 'up') totals.up += 1;
    if (host.state === 'down') totals.down += 1;
    totals.open += open;
    for (const { state, count } of host.other_ports) totals[bucketOf(state)] += count;
    seen.scripts += scripts;
    if (host.state === 'down') return;
    seen.hosts += 1;
    list.add(host);
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
    result: ({ whole, complete }) => {
      const cut = draft?.result();
      if (cut !== undefined && cut.host.address !== '') add(cut);
      const hosts = list.hosts();
      return {
        hosts,
        totals,
        omitted: {
          hosts: seen.hosts - hosts.length,
          ports: totals.open - hosts.reduce((sum, { ports }) => sum + ports.length, 0),
          scripts: seen.scripts - hosts.reduce((sum, host) => sum + scriptsOf(host), 0),
        },
        elapsed_sec: elapsed,
        partial: !(whole && complete && succeeded),
        damaged: complete && !whole,
        nmap_version: version,
      };
    },
  };
}

const scriptsOf = ({ scripts = [], ports }: HostResult): number =>
  ports.reduce((sum, port) => sum + (port.scripts?.length ?? 0), scripts.length);

const bucketOf = (state: PortState): 'closed' | 'filtered' | 'other' =>
  state === 'closed' || state === 'filtered' ? state : 'other';
