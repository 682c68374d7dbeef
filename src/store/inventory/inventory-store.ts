import type { Clock } from '../../kernel/clock.ts';
import type { Result } from '../../kernel/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import type { Engine } from '../engine.ts';
import { attempt } from '../store-trouble.ts';
import {
  listBaselines,
  readBaseline,
  removeBaseline,
  setBaseline,
  type Baseline,
  type BaselineFacts,
  type NewBaseline,
} from './baselines.ts';
import { compareRuns, type Compared, type WantedComparison } from './compare-runs.ts';
import { knownHosts, type KnownHosts, type WantedHosts } from './known-hosts.ts';

/** What runs saw of hosts. */
export interface InventoryStore {
  /** What changed from one run to another, within what both looked at; the failure may be that one tells nothing of hosts. */
  readonly compare: (wanted: WantedComparison) => Promise<Result<Compared>>;
  /** What all runs saw of hosts; over thousands of runs it takes seconds. */
  readonly knownHosts: (wanted: WantedHosts) => Promise<Result<KnownHosts>>;
  /** Keeps what some runs know together under a name, in the place of what it meant before. */
  readonly setBaseline: (wanted: NewBaseline) => Promise<Result<BaselineFacts>>;
  /** Every baseline, by name. */
  readonly baselines: () => Promise<Result<readonly BaselineFacts[]>>;
  /** A baseline with all that it tells; null where there is none of that name. */
  readonly baseline: (name: string) => Promise<Result<Baseline | null>>;
  /** Forgets a baseline; false where there was none of that name. */
  readonly removeBaseline: (name: string) => Promise<Result<boolean>>;
}

/** Reads what runs saw from a database and the contents beside it. */
export function inventoryStore({ db }: Engine, blobs: Blobs, clock: Pick<Clock, 'wallMs'>): InventoryStore {
  return {
    compare: async (wanted) =>
      flat(await attempt('The runs cannot be compared', () => compareRuns(db, blobs, wanted))),
    knownHosts: (wanted) => attempt('The runs cannot be read', () => knownHosts(db, blobs, wanted)),
    setBaseline: async (wanted) =>
      flat(
        await attempt('The baseline cannot be kept', () => setBaseline(db, blobs, wanted, clock.wallMs())),
      ),
    baselines: () => attempt(unread, () => listBaselines(db)),
    baseline: (name) => attempt(unread, () => readBaseline(db, name)),
    removeBaseline: (name) => attempt('The baseline cannot be removed', () => removeBaseline(db, name)),
  };
}

const unread = 'The baselines cannot be read';

/** A failure of the store and one of what is asked are the same to whoever asks. */
const flat = <T>(result: Result<Result<T>>): Result<T> => (result.ok ? result.value : result);
