import { err, ok, type Result } from '../../kernel/result.ts';
import type { StoreSettings } from '../open-store.ts';
import { StoreTrouble, unavailable } from '../store-trouble.ts';
import type { Store } from '../store.ts';
import { createAsk } from './ask-thread.ts';
import { endThread } from './end-thread.ts';
import { startStoreThread, type StoreThread } from './start-store-thread.ts';

/** Opens the store in a thread of its own, which may have been started for it before, and makes it where there is none. */
export async function openStoreThread(
  settings: StoreSettings,
  worker: StoreThread = startStoreThread(),
): Promise<Result<Store>> {
  const ask = createAsk(worker, patience(settings));
  const opened = await ask<Result<null>>(
    { method: 'open', settings },
    silent('The audit log cannot be opened'),
  );
  if (!opened.ok) {
    await endThread(worker, ask);
    return opened;
  }
  const unread = silent('The runs cannot be read');
  const unpruned = silent('The audit log cannot be pruned');
  const unrecorded = silent('The audit record could not be written');
  return ok({
    decision: (record) => ask({ method: 'decision', record }, unrecorded),
    outcome: (record) => ask({ method: 'outcome', record }, unrecorded),
    runs: (filter) => ask({ method: 'runs', filter }, unread),
    unfinishedOwners: () => ask({ method: 'unfinishedOwners' }, unread),
    interrupt: (owner) => ask({ method: 'interrupt', owner }, unread),
    output: (wanted) => ask({ method: 'output', wanted }, silent('The output cannot be read')),
    outputs: (runId) => ask({ method: 'outputs', runId }, silent('The outputs cannot be read')),
    compare: (wanted) => ask({ method: 'compare', wanted }, silent('The runs cannot be compared')),
    knownHosts: (wanted) => ask({ method: 'knownHosts', wanted }, unread, knownHostsMs),
    setBaseline: (wanted) => ask({ method: 'setBaseline', wanted }, silent('The baseline cannot be kept')),
    baselines: () => ask({ method: 'baselines' }, unread),
    baseline: (name) => ask({ method: 'baseline', name }, unread),
    removeBaseline: (name) =>
      ask({ method: 'removeBaseline', name }, silent('The baseline cannot be removed')),
    prune: (retention) =>
      ask({ method: 'prune', retention }, silent('Old runs could not be removed'), pruneMs),
    claimKey: (claim) =>
      ask({ method: 'claimKey', claim }, silent('The idempotency key could not be claimed')),
    slices: {
      begin: (run) => ask({ method: 'begin_slices', run }, silent('The slices of a run could not be noted')),
      keep: (slice) => ask({ method: 'keep_slice', slice }, unrecorded),
      find: (runId, caller) => ask({ method: 'find_slices', runId, caller }, unread),
      output: (runId, position) => ask({ method: 'slice_output', runId, position }, unread),
    },
    head: (since) => ask({ method: 'head', since }, silent('The audit log cannot be signed'), pruneMs),
    newestCheckpoint: (keyId) =>
      ask({ method: 'newestCheckpoint', keyId }, silent('The audit log cannot be read')),
    checkpoint: (signed) =>
      ask({ method: 'checkpoint', signed }, silent('A checkpoint of the audit log could not be written')),
    cutSegment: (wanted) => ask({ method: 'cutSegment', wanted }, unpruned, pruneMs),
    dropSegment: (segment) => ask({ method: 'dropSegment', segment }, unpruned, pruneMs),
    writable: () => ask({ method: 'writable' }, false),
    exposure: () => ask<string | null>({ method: 'exposure' }, null),
    close: () => endThread(worker, ask),
  });
}

/** Whoever waits for a connection waits as long as the configuration says, and then for an answer. */
const patience = ({ server = null }: StoreSettings): number | undefined =>
  server === null ? undefined : server.poolTimeoutMs + 20_000;

/** All runs are read for it. */
const knownHostsMs = 60_000;

/** What has piled up for months may take long, and nobody waits for it. */
const pruneMs = 600_000;

const silent = (what: string): Result<never> => err(unavailable(what, new StoreTrouble('silent')));
