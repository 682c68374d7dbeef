import { parentPort } from 'node:worker_threads';
import { ok, type Result } from '../../kernel/result.ts';
import { openStore, type StoreSettings } from '../open-store.ts';
import type { Store } from '../store.ts';
import type { Numbered, StoreRequest } from './store-request.ts';

// The thread in which a server's store lives: neither a slow disk nor another process's lock holds up its event loop.
let store: Store | null = null;

parentPort?.on('message', (asked: Numbered) => void serve(asked));

async function serve({ number, request }: Numbered): Promise<void> {
  const given = request.method === 'open' ? await open(request.settings) : await answer(request);
  parentPort?.postMessage({ number, answer: given });
  if (request.method === 'close') parentPort?.close();
}

async function open(settings: StoreSettings): Promise<Result<null>> {
  const opened = await openStore(settings, { wallMs: Date.now });
  if (!opened.ok) return opened;
  store = opened.value;
  return ok(null);
}

/** Nobody asks for more before it is open. */
function answer(request: Exclude<StoreRequest, { readonly method: 'open' }>): Promise<unknown> | undefined {
  switch (request.method) {
    case 'decision':
      return store?.decision(request.record);
    case 'outcome':
      return store?.outcome(request.record);
    case 'runs':
      return store?.runs(request.filter);
    case 'output':
      return store?.output(request.wanted);
    case 'outputs':
      return store?.outputs(request.runId);
    case 'claimKey':
      return store?.claimKey(request.claim);
    case 'begin_slices':
      return store?.slices.begin(request.run);
    case 'keep_slice':
      return store?.slices.keep(request.slice);
    case 'find_slices':
      return store?.slices.find(request.runId, request.caller);
    case 'slice_output':
      return store?.slices.output(request.runId, request.position);
    case 'interrupt':
      return store?.interrupt(request.owner);
    case 'unfinishedOwners':
      return store?.unfinishedOwners();
    case 'compare':
      return store?.compare(request.wanted);
    case 'knownHosts':
      return store?.knownHosts(request.wanted);
    case 'setBaseline':
      return store?.setBaseline(request.wanted);
    case 'baseline':
      return store?.baseline(request.name);
    case 'removeBaseline':
      return store?.removeBaseline(request.name);
    case 'baselines':
      return store?.baselines();
    case 'prune':
      return store?.prune(request.retention);
    case 'head':
      return store?.head(request.since);
    case 'newestCheckpoint':
      return store?.newestCheckpoint(request.keyId);
    case 'checkpoint':
      return store?.checkpoint(request.signed);
    case 'cutSegment':
      return store?.cutSegment(request.wanted);
    case 'dropSegment':
      return store?.dropSegment(request.segment);
    case 'writable':
      return store?.writable();
    case 'exposure':
      return store?.exposure();
    case 'close':
      return store?.close();
  }
}
