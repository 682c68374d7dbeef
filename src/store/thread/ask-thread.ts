import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { StoreRequest } from './store-request.ts';

/** Settles with the thread's answer, or with `otherwise` where it ends first, or says nothing for `patienceMs`. */
export type Ask = <T>(request: StoreRequest, otherwise: T, patienceMs?: number) => Promise<T>;

/** Numbers what a thread is asked, so that answers may come in any order. The thread keeps the process alive while it is asked. */
export function createAsk(worker: Worker, usualMs = longestMs): Ask {
  const answers = new EventEmitter();
  /** What those get who still wait when the thread ends. */
  const waiting = new Map<number, () => void>();
  // One that was started long before may be over already: its number is −1 then.
  let ended = worker.threadId === -1;
  let last = 0;

  worker.on('message', ({ number, answer }: { readonly number: number; readonly answer: unknown }) => {
    answers.emit(String(number), answer);
  });
  worker.on('exit', () => {
    ended = true;
    for (const giveUp of waiting.values()) giveUp();
  });

  return (request, otherwise, patienceMs = usualMs) =>
    new Promise((resolve) => {
      last += 1;
      const number = last;
      const settle = (answer: typeof otherwise): void => {
        clearTimeout(patience);
        waiting.delete(number);
        if (waiting.size === 0) worker.unref();
        answers.removeAllListeners(String(number));
        resolve(answer);
      };
      const giveUp = (): void => settle(otherwise);
      const patience = setTimeout(giveUp, patienceMs).unref();
      if (waiting.size === 0) worker.ref();
      waiting.set(number, giveUp);
      answers.once(String(number), settle);
      if (ended) giveUp();
      else worker.postMessage({ number, request });
    });
}

/** Longer than the store itself waits for a lock, milliseconds. */
const longestMs = 15_000;
