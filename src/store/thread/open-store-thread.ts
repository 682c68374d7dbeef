import { EventEmitter, once } from 'node:events';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { StoreSettings } from '../open-store.ts';
import { StoreTrouble, unavailable } from '../store-trouble.ts';
import type { Store } from '../store.ts';
import { opening, type StoreRequest } from './store-request.ts';

/** Opens the store in a thread of its own, and makes it where there is none. */
export async function openStoreThread(settings: StoreSettings): Promise<Result<Store>> {
  const worker = new Worker(entry, { workerData: settings, env: {}, execArgv: [] });
  // What runs keeps the process alive; the thread does not.
  worker.unref();
  const answers = new EventEmitter();
  /** Those who wait for an answer, and what they get where the thread has ended. */
  const waiting = new Map<number, () => void>();
  let ended = false;
  let last = opening;

  worker.on('message', ({ number, answer }: { number: number; answer: unknown }) => {
    waiting.delete(number);
    answers.emit(String(number), answer);
  });
  const end = (): void => {
    ended = true;
    for (const giveUp of waiting.values()) giveUp();
    waiting.clear();
  };
  // An error ends it as well, and `exit` follows.
  worker.on('error', () => undefined);
  worker.on('exit', end);

  /** Settles with the answer of that number, or with `otherwise` where the thread ends or says nothing for too long. */
  const answerTo = <T>(number: number, otherwise: T): Promise<T> =>
    new Promise((resolve) => {
      const settle = (answer: T): void => {
        clearTimeout(patience);
        waiting.delete(number);
        answers.removeAllListeners(String(number));
        resolve(answer);
      };
      const giveUp = (): void => settle(otherwise);
      const patience = setTimeout(giveUp, longestMs).unref();
      waiting.set(number, giveUp);
      answers.once(String(number), settle);
      if (ended) giveUp();
    });
  const ask = <T>(request: StoreRequest, otherwise: T): Promise<T> => {
    last += 1;
    const answered = answerTo(last, otherwise);
    worker.postMessage({ number: last, request });
    return answered;
  };

  const silent = (what: string): Result<never> => err(unavailable(what, new StoreTrouble('silent')));
  const opened = await answerTo<Result<null>>(opening, silent('The audit log cannot be opened'));
  if (!opened.ok) {
    await worker.terminate();
    return opened;
  }
  const unrecorded = silent('The audit record could not be written');
  return ok({
    decision: (record) => ask({ method: 'decision', record }, unrecorded),
    outcome: (record) => ask({ method: 'outcome', record }, unrecorded),
    runs: (filter) => ask({ method: 'runs', filter }, silent('The runs cannot be read')),
    writable: () => ask({ method: 'writable' }, false),
    exposure: () => ask<string | null>({ method: 'exposure' }, null),
    close: async () => {
      await ask({ method: 'close' }, undefined);
      if (!ended) await Promise.race([once(worker, 'exit'), worker.terminate()]);
    },
  });
}

const entry = new URL(`./main${extname(import.meta.url)}`, import.meta.url);

/** Longer than the store itself waits for a lock, milliseconds. */
const longestMs = 15_000;
