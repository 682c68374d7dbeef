import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Compared } from '../store/inventory/compare-runs.ts';
import type { KnownHosts } from '../store/inventory/known-hosts.ts';
import type { Store } from '../store/store.ts';
import { findRun } from './find-run.ts';

/** What runs saw of hosts, for whoever asked for those runs: of anybody else's nothing is told. */
export interface InventoryDesk {
  /** What changed from one run to another; runs are named by id, or as `last` and `last~1`. */
  readonly compare: (wanted: ComparisonOf, principal: string) => Promise<Result<Compared>>;
  /** What his newest thousand runs saw of the hosts in a network, or of all: at most 50 hosts of 200 ports. */
  readonly hosts: (network: string | undefined, principal: string) => Promise<Result<KnownHosts>>;
  /** The addresses that begin so, of hosts that his newest runs saw; at most 50. A network is not looked at anew each time. */
  readonly addresses: (beginning: string, principal: string) => Promise<Result<readonly string[]>>;
}

interface ComparisonOf {
  readonly a: string;
  readonly b: string;
  readonly network?: string | undefined;
  /** What the text and the document may each come to, estimated. */
  readonly maxTokens: number;
}

/** Answers from the store, whose thread does the work. */
export function createInventoryDesk(
  store: Pick<Store, 'runs' | 'compare' | 'knownHosts'>,
  clock: Pick<Clock, 'monotonicMs'>,
): InventoryDesk {
  let remembered: Remembered | null = null;

  const addressesOf = async (principal: string): Promise<Result<readonly string[]>> => {
    const now = clock.monotonicMs();
    if (remembered?.principal === principal && now < remembered.until) return ok(remembered.addresses);
    const found = await store.knownHosts({ principal, newest: 200, most: { hosts: 2000, ports: 0 } });
    if (!found.ok) return found;
    const addresses = found.value.hosts.map(({ address }) => address);
    remembered = { principal, until: now + rememberedMs, addresses };
    return ok(addresses);
  };

  return {
    compare: async ({ a, b, network, maxTokens }, principal) => {
      const before = await findRun(store, a, { principal, field: 'a', next: ownRuns });
      if (!before.ok) return before;
      const after = await findRun(store, b, { principal, field: 'b', next: ownRuns });
      if (!after.ok) return after;
      return await store.compare({
        before: { kind: 'run', name: before.value.id },
        after: { kind: 'run', name: after.value.id },
        network,
        format: 'text',
        maxTokens,
      });
    },
    hosts: (network, principal) =>
      store.knownHosts({ network, principal, newest: 1000, most: { hosts: 50, ports: 200 } }),
    addresses: async (beginning, principal) => {
      const known = await addressesOf(principal);
      return known.ok ? ok(known.value.filter((one) => one.startsWith(beginning)).slice(0, 50)) : known;
    },
  };
}

/** Whoever types asks again with each letter; of one of them at a time the answer is kept. */
interface Remembered {
  readonly principal: string;
  readonly until: number;
  readonly addresses: readonly string[];
}

const rememberedMs = 30_000;

const ownRuns = [
  'Give the run_id of one of your replies, or "last", the newest of your runs that has ended.',
];
