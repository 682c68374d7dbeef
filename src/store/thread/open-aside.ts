import type { Clock } from '../../kernel/clock.ts';
import type { Result } from '../../kernel/result.ts';
import type { InventoryStore } from '../inventory/inventory-store.ts';
import type { StoreSettings } from '../open-store.ts';
import type { Store } from '../store.ts';
import { openStoreThread } from './open-store-thread.ts';

/** What takes long to be read. */
export interface Aside extends Pick<InventoryStore, 'compare' | 'knownHosts'> {
  /** Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Reads what takes long in a thread of its own, so that no record waits for it: large results take a tenth of a second each. The
 * thread begins with the first question and ends, with all its memory, when there was none for `idleMs`.
 */
export function openAside(settings: StoreSettings, clock: Pick<Clock, 'after'>, idleMs = 60_000): Aside {
  let opened: Promise<Result<Store>> | null = null;
  let asked = 0;
  let cancel: (() => void) | null = null;

  const close = async (): Promise<void> => {
    cancel?.();
    // Whoever asks from here on opens another.
    const closing = opened;
    opened = null;
    const store = await closing;
    if (store?.ok === true) await store.value.close();
  };
  const ask = async <T>(question: (store: Store) => Promise<Result<T>>): Promise<Result<T>> => {
    cancel?.();
    asked += 1;
    opened ??= openStoreThread(withOneConnection(settings));
    const store = await opened;
    if (!store.ok) opened = null;
    const answer = store.ok ? await question(store.value) : store;
    asked -= 1;
    if (asked === 0) cancel = clock.after(idleMs, () => void close());
    return answer;
  };
  return {
    compare: (wanted) => ask((store) => store.compare(wanted)),
    knownHosts: (wanted) => ask((store) => store.knownHosts(wanted)),
    close,
  };
}

/** The pool is counted for the records. */
const withOneConnection = ({ server = null, ...settings }: StoreSettings): StoreSettings =>
  server === null ? settings : { ...settings, server: { ...server, poolSize: 1, maxOverflow: 0 } };
