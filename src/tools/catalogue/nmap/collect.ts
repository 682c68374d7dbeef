import { createJsonBudget } from '../../../output/json-budget.ts';
import { createHostDraft, type HostDraft, type SeenHost } from './host-draft.ts';
import { createHostList } from './host-list.ts';
import {
  scanType,
  type HostResult,
  type NmapResult,
  type PortState,
  type ScanType,
  type ScriptResult,
} from './result.ts';
import { scriptOf } from './script-output.ts';
import { createServiceTally } from './service-tally.ts';
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
  /** Goes on with the document of another run, which belongs to the same result. */
  readonly next: () => void;
  /** What is known at the end, the host included that the report was cut in. Called once. */
  readonly result: (end: ReportEnd) => NmapResult;
}

/** Begins a collection. Hosts that are down are counted, not kept. */
export function createCollector(): Collector {
  const list = createHostList();
  const services = createServiceTally();
  const ownScripts: ScriptResult[] = [];
  const scriptFits = createJsonBudget(mostScriptBytes);
  const totals = { up: 0, down: 0, open: 0, closed: 0, filtered: 0, undecided: 0, other: 0 };
  const seen = { hosts: 0, scripts: 0 };
  let started = false;
  let scan: ScanType | null = null;
  let succeeded = false;
  let allBefore = true;
  let draft: HostDraft | null = null;

  const add = ({ host, open, scripts }: SeenHost): void => {
    if (host.state === 'up') totals.up += 1;
    if (host.state === 'down') totals.down += 1;
    totals.open += open;
    for (const { state, count } of host.other_ports) totals[bucketOf(state)] += count;
    seen.scripts += scripts;
    if (host.state === 'down') return;
    seen.hosts += 1;
    services.add(host);
    list.add(host);
  };
  /** The host that a document was cut in. */
  const addCut = (): void => {
    const cut = draft?.result();
    draft = null;
    if (cut !== undefined && cut.host.address !== '') add(cut);
  };
  /** Those of no host: what broadcasts brought. */
  const addScript = (script: ScriptResult): void => {
    seen.scripts += 1;
    if (ownScripts.length < mostScripts && scriptFits(script)) ownScripts.push(script);
  };

  return {
    open: (element, attributes) => {
      if (element === 'nmaprun') started = true;
      else if (element === 'finished') succeeded = attributes['exit'] === 'success';
      else if (element === 'scaninfo') {
        const type = scanType.parse(attributes['type']);
        scan = scan === null || scan === type ? type : 'other';
      } else if (element === 'host') draft = createHostDraft();
      else if (draft !== null) draft.open(element, attributes);
      else if (element === 'script') addScript(scriptOf(attributes));
    },
    text: (text) => draft?.text(text),
    close: (element) => {
      draft?.close(element);
      if (element !== 'host' || draft === null) return;
      add(draft.result());
      draft = null;
    },
    started: () => started,
    next: () => {
      addCut();
      allBefore &&= succeeded;
      started = false;
      succeeded = false;
    },
    result: ({ whole, complete }) => {
      addCut();
      const hosts = list.hosts();
      return {
        scan,
        hosts,
        services: services.result(),
        ...(ownScripts.length === 0 ? {} : { scripts: ownScripts }),
        totals,
        omitted: {
          hosts: seen.hosts - hosts.length,
          ports: totals.open - hosts.reduce((sum, { ports }) => sum + ports.length, 0),
          scripts: seen.scripts - ownScripts.length - hosts.reduce((sum, host) => sum + scriptsOf(host), 0),
        },
        partial: !(whole && complete && succeeded && allBefore),
        damaged: complete && !whole,
      };
    },
  };
}

const mostScripts = 8;
const mostScriptBytes = 12 * 1024;

const scriptsOf = ({ scripts = [], ports }: HostResult): number =>
  ports.reduce((sum, port) => sum + (port.scripts?.length ?? 0), scripts.length);

function bucketOf(state: PortState): 'closed' | 'filtered' | 'undecided' | 'other' {
  if (state === 'open|filtered') return 'undecided';
  return state === 'closed' || state === 'filtered' ? state : 'other';
}
