import type { BreakerSettings } from './breaker-settings.ts';
import type { Breaker } from './breaker.ts';

/** Breakers by key, made when they are first asked for. */
export interface BreakerBook {
  readonly of: (key: string) => Breaker;
  readonly configure: (settings: BreakerSettings) => void;
  readonly size: () => number;
}

/** Makes an empty book. Of more than `most` keys the one that was asked for least lately is forgotten: callers choose keys. */
export function createBreakerBook(make: (key: string) => Breaker, most = 1024): BreakerBook {
  const breakers = new Map<string, Breaker>();
  return {
    size: () => breakers.size,
    configure: (settings) => {
      for (const breaker of breakers.values()) breaker.configure(settings);
    },
    of: (key) => {
      const breaker = breakers.get(key) ?? make(key);
      breakers.delete(key);
      breakers.set(key, breaker);
      const oldest = breakers.keys().next();
      if (breakers.size > most && oldest.done !== true) breakers.delete(oldest.value);
      return breaker;
    },
  };
}
