import type { Clock } from '../../kernel/clock.ts';
import { collectorNames, type CollectorName } from './collector-names.ts';
import type { Reading } from './registry.ts';

/** Reads series that nothing counts; it may fail, and may hang. */
export type Collector = () => readonly Reading[] | Promise<readonly Reading[]>;

/** What one scrape has read, and which collectors did not answer. */
export interface Collected {
  readonly readings: readonly Reading[];
  readonly failed: readonly CollectorName[];
}

/** Makes what asks all collectors at once: one that throws or hangs costs its own series, and the scrape half a second at most. */
export function createCollection(
  collectors: Readonly<Record<CollectorName, Collector>>,
  clock: Pick<Clock, 'after'>,
): () => Promise<Collected> {
  /** Those that hang: another scrape does not ask them again. */
  const pending = new Set<CollectorName>();

  const ask = async (name: CollectorName): Promise<readonly Reading[]> => {
    pending.add(name);
    try {
      return await collectors[name]();
    } finally {
      pending.delete(name);
    }
  };
  const read = async (name: CollectorName): Promise<readonly Reading[] | null> => {
    if (pending.has(name)) return null;
    const late = Promise.withResolvers<null>();
    const cancel = clock.after(longestMs, () => late.resolve(null));
    return await Promise.race([ask(name).catch(() => null), late.promise]).finally(cancel);
  };

  return async () => {
    const answers = await Promise.all(collectorNames.map(async (name) => [name, await read(name)] as const));
    return {
      readings: answers.flatMap(([, readings]) => readings ?? []),
      failed: answers.filter(([, readings]) => readings === null).map(([name]) => name),
    };
  };
}

const longestMs = 500;
