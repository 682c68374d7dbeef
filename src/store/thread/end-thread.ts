import { setTimeout as delay } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Ask } from './ask-thread.ts';

/**
 * Has a thread close its store and end by itself; one that does not within `patienceMs` is stopped. A thread that is stopped while
 * its database or a compression is at work can take the whole process along.
 */
export async function endThread(worker: Worker, ask: Ask, patienceMs = 2000): Promise<void> {
  // Its number is −1 once it has ended.
  if (worker.threadId === -1) return;
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  await ask({ method: 'close' }, undefined);
  if (worker.threadId === -1) return;
  worker.ref();
  const patience = new AbortController();
  const stop = async (): Promise<void> => {
    await delay(patienceMs, null, { signal: patience.signal });
    await worker.terminate();
  };
  await Promise.race([exit, stop()]);
  patience.abort();
}
