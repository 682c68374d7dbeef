import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The thread of a store, which nobody else talks to. */
export type StoreThread = Worker;

/**
 * Starts the thread of a store that is to be opened later: it loads what it needs meanwhile. It keeps nobody alive, and the environment
 * stays outside.
 */
export function startStoreThread(): StoreThread {
  const worker = new Worker(entry, { env: {}, execArgv: [], resourceLimits });
  // A bug in the thread ends it, and `exit` follows.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}

/**
 * Records pass through and are garbage at once: with a young generation of V8's own size they took 15 MB more after three large
 * results, at no gain in time.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 2 };

const entry = new URL(`./main${extname(import.meta.url)}`, import.meta.url);
