import { getCompileCacheDir } from 'node:module';
import { dirname, extname } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The thread of a store, which nobody else talks to. */
export type StoreThread = Worker;

/**
 * Starts the thread of a store that is to be opened later: it loads what it needs meanwhile. It keeps nobody alive, and the environment
 * stays outside but for the place of compiled code.
 */
export function startStoreThread(): StoreThread {
  const worker = new Worker(entry, { env: compiledCode(), execArgv: [], resourceLimits });
  // A bug in the thread ends it, and `exit` follows.
  worker.on('error', () => undefined);
  worker.unref();
  return worker;
}

/** A thread has none from its process; with it all is there in half the time. Node's own folder is within the one that it is given. */
function compiledCode(): Record<string, string> {
  const folder = getCompileCacheDir();
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) };
}

/**
 * Records pass through and are garbage at once: with a young generation of V8's own size they took 15 MB more after three large
 * results, at no gain in time.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 2 };

const entry = new URL(`./main${extname(import.meta.url)}`, import.meta.url);
