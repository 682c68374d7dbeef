import type { Result } from '../kernel/result.ts';
import type { Compared } from '../store/inventory/compare-runs.ts';
import type { Store } from '../store/store.ts';
import { findRun } from './find-run.ts';

/** What runs saw of hosts, for whoever asked for those runs: of anybody else's nothing is told. */
export interface InventoryDesk {
  /** What changed from one run to another; runs are named by id, or as `last` and `last~1`. */
  readonly compare: (wanted: ComparisonOf, principal: string) => Promise<Result<Compared>>;
}

interface ComparisonOf {
  readonly a: string;
  readonly b: string;
  readonly network?: string | undefined;
  /** What the text and the document may each come to, estimated. */
  readonly maxTokens: number;
}

/** Answers from the store, whose thread does the work. */
export function createInventoryDesk(store: Pick<Store, 'runs' | 'compare'>): InventoryDesk {
  return {
    compare: async ({ a, b, network, maxTokens }, principal) => {
      const before = await findRun(store, a, { principal, field: 'a', next: ownRuns });
      if (!before.ok) return before;
      const after = await findRun(store, b, { principal, field: 'b', next: ownRuns });
      if (!after.ok) return after;
      const [from, to] = [before.value.id, after.value.id];
      return await store.compare({ before: from, after: to, network, format: 'text', maxTokens });
    },
  };
}

const ownRuns = [
  'Give the run_id of one of your replies, or "last", the newest of your runs that has ended.',
];
