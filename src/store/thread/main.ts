import { parentPort, workerData } from 'node:worker_threads';
import { ok } from '../../kernel/result.ts';
import { openStore, type StoreSettings } from '../open-store.ts';
import type { Store } from '../store.ts';
import { opening, type Numbered, type StoreRequest } from './store-request.ts';

// The thread in which a server's store lives: neither a slow disk nor another process's lock holds up its event loop.
const settings: StoreSettings = workerData;
const opened = await openStore(settings, { wallMs: Date.now });
parentPort?.postMessage({ number: opening, answer: opened.ok ? ok(null) : opened });
if (opened.ok) {
  const store = opened.value;
  parentPort?.on('message', ({ number, request }: Numbered) => {
    void answer(store, request).then((given) => {
      parentPort?.postMessage({ number, answer: given });
      if (request.method === 'close') parentPort?.close();
    });
  });
}

function answer(store: Store, request: StoreRequest): Promise<unknown> {
  switch (request.method) {
    case 'decision':
      return store.decision(request.record);
    case 'outcome':
      return store.outcome(request.record);
    case 'runs':
      return store.runs(request.filter);
    case 'writable':
      return store.writable();
    case 'exposure':
      return store.exposure();
    case 'close':
      return store.close();
  }
}
