import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { serverName, type PostgresServer } from '../config/postgres-server.ts';
import type { Clock } from '../kernel/clock.ts';
import { quote } from '../kernel/quote.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Recorded } from '../pipeline/ports.ts';
import { checkedHead, keepCheckpoint, newestCheckpoint } from './audit/checkpoint-store.ts';
import { decisionEntry, outcomeEntry, type Entry } from './audit/entry.ts';
import { createBlobs, type Blobs } from './blobs/blobs.ts';
import { listOutputs } from './blobs/list-outputs.ts';
import { readOutput } from './blobs/read-output.ts';
import { removeFiles, storeOutputs } from './blobs/stored-output.ts';
import type { Engine } from './engine.ts';
import { inventoryStore } from './inventory/inventory-store.ts';
import { openPostgres } from './postgres/open-postgres.ts';
import { prune } from './retention/prune.ts';
import { claimKey } from './runs/claim-key.ts';
import { findRuns } from './runs/find-runs.ts';
import { interruptRuns, unfinishedOwners } from './runs/interrupt-runs.ts';
import { noteDecision, noteOutcome } from './runs/record-run.ts';
import { cutSegment } from './segments/cut-segment.ts';
import { dropSegment } from './segments/drop-segment.ts';
import { sliceStore } from './slices/slice-store.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { attempt } from './store-trouble.ts';
import type { Store } from './store.ts';

export interface StoreSettings {
  /** The path of the SQLite database; what else is kept on the disk is beside it, whoever keeps the records. */
  readonly path: string;
  /** Keeps the records in its place. */
  readonly server?: PostgresServer | null;
  /** This process, as it is told from all others that have used or will use the store. */
  readonly owner: string;
  /** How long a record waits for other processes' records, which take a millisecond each, milliseconds. */
  readonly waitMs?: number;
}

/** Opens the store in this thread, and makes it where there is none. */
export async function openStore(
  { path, server = null, owner, waitMs = 2000 }: StoreSettings,
  clock: Pick<Clock, 'wallMs'>,
): Promise<Result<Store>> {
  const name = server === null ? path : serverName(server.url);
  const what = `The audit log ${quote(name, 200)} cannot be opened`;
  const opened = await attempt(what, async () => {
    if (server === null) return await openSqlite({ path, clock, waitMs });
    // Keys and long outputs are on our disk all the same.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    return await openPostgres(server, clock);
  });
  if (!opened.ok) return opened;
  const blobs = createBlobs(
    join(dirname(path), 'blobs'),
    // Who reads it on another machine has not our disk.
    server === null ? inlineBytes : Number.MAX_SAFE_INTEGER,
  );
  return ok(storeOver(opened.value, blobs, owner, clock));
}

function storeOver(engine: Engine, blobs: Blobs, owner: string, clock: Pick<Clock, 'wallMs'>): Store {
  const record = (entryOf: () => Entry, beside: Beside): Promise<Result<Recorded>> =>
    attempt('The audit record could not be written', () => engine.record(entryOf(), beside));
  return {
    decision: (decided) =>
      record(
        () => decisionEntry(decided),
        (tx) => noteDecision(tx, decided, { owner, at: clock.wallMs() }),
      ),
    outcome: async (ended) => {
      const { stored, notes } = await storeOutputs(blobs, ended);
      const recorded = await record(
        () => outcomeEntry(ended, stored),
        (tx) => noteOutcome(tx, ended, stored, clock.wallMs()),
      );
      if (!recorded.ok) return recorded;
      await removeFiles(ended.outputs);
      return ok({ ...recorded.value, notes });
    },
    unfinishedOwners: () => attempt(unread, () => unfinishedOwners(engine)),
    interrupt: (gone) =>
      attempt('A run could not be ended', () =>
        interruptRuns(engine, { gone, by: owner, at: clock.wallMs() }),
      ),
    claimKey: (claim) =>
      attempt('The idempotency key could not be claimed', () =>
        claimKey(engine, claim, { owner, at: clock.wallMs() }),
      ),
    output: (wanted) => attempt('The output cannot be read', () => readOutput(engine.db, blobs, wanted)),
    outputs: (runId) => attempt('The outputs cannot be read', () => listOutputs(engine.db, runId)),
    runs: (filter) => attempt(unread, () => findRuns(engine.db, filter)),
    ...inventoryStore(engine, blobs, clock),
    prune: (retention) =>
      attempt('Old runs could not be removed', () => prune(engine.db, blobs, retention, clock.wallMs())),
    slices: sliceStore(engine, blobs, clock),
    head: (since) => attempt('The audit log cannot be signed', () => checkedHead(engine.db, since)),
    newestCheckpoint: (keyId) =>
      attempt('The audit log cannot be read', () => newestCheckpoint(engine.db, keyId)),
    checkpoint: (signed) =>
      attempt('A checkpoint of the audit log could not be written', async () => {
        await keepCheckpoint(engine.db, signed);
        return null;
      }),
    cutSegment: (wanted) =>
      attempt('The audit log cannot be pruned', () => cutSegment(engine.db, wanted, clock.wallMs())),
    dropSegment: (segment) =>
      attempt('The audit log cannot be pruned', async () => {
        await dropSegment(engine, segment);
        return null;
      }),
    writable: engine.writable,
    exposure: async () => engine.exposure(),
    close: engine.close,
  };
}

const unread = 'The runs cannot be read';

/** What is longer when it is compressed stands in a file: a database takes small contents faster, and a disk large ones. */
const inlineBytes = 65_536;

type Beside = Parameters<Engine['record']>[1];
