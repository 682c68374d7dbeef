import type { Clock } from '../kernel/clock.ts';
import { quote } from '../kernel/quote.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Recorded } from '../pipeline/ports.ts';
import { decisionEntry, outcomeEntry, type Entry } from './audit/entry.ts';
import type { Engine } from './engine.ts';
import { findRuns } from './runs/find-runs.ts';
import { noteDecision, noteOutcome } from './runs/record-run.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { attempt } from './store-trouble.ts';
import type { Store } from './store.ts';

export interface StoreSettings {
  /** The path of the SQLite database. */
  readonly path: string;
  /** This process, as it is told from all others that have used or will use the store. */
  readonly owner: string;
  /** How long a record waits for other processes' records, which take a millisecond each, milliseconds. */
  readonly waitMs?: number;
}

/** Opens the store in this thread, and makes it where there is none. */
export async function openStore(
  { path, owner, waitMs = 2000 }: StoreSettings,
  clock: Pick<Clock, 'wallMs'>,
): Promise<Result<Store>> {
  const what = `The audit log ${quote(path, 200)} cannot be opened`;
  const opened = await attempt(what, () => openSqlite({ path, clock, waitMs }));
  return opened.ok ? ok(storeOver(opened.value, owner, clock)) : opened;
}

function storeOver(engine: Engine, owner: string, clock: Pick<Clock, 'wallMs'>): Store {
  const record = (entryOf: () => Entry, beside: Beside): Promise<Result<Recorded>> =>
    attempt('The audit record could not be written', () => engine.record(entryOf(), beside));
  return {
    decision: (decided) =>
      record(
        () => decisionEntry(decided),
        (tx) => noteDecision(tx, decided, { owner, at: clock.wallMs() }),
      ),
    outcome: (ended) =>
      record(
        () => outcomeEntry(ended),
        (tx) => noteOutcome(tx, ended, clock.wallMs()),
      ),
    runs: (filter) => attempt('The runs cannot be read', () => findRuns(engine.db, filter)),
    writable: engine.writable,
    exposure: async () => engine.exposure(),
    close: engine.close,
  };
}

type Beside = Parameters<Engine['record']>[1];
