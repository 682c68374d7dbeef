import type { DatabaseSync } from 'node:sqlite';
import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** How long this process waits for a lock that another holds, and whether waiting is any use. */
export interface Patience {
  /** Does something that takes the lock. Once that has failed, nobody waits again until it succeeds. */
  readonly during: <T>(action: () => Promise<T>) => Promise<T>;
  /** Whether the last try succeeded, or one would now; it never waits. */
  readonly recovered: () => Promise<boolean>;
}

/**
 * Bounds what a held lock costs: calls stand in line for the one connection, so only the first waits (`waitMs`, milliseconds) and
 * the ones behind it fail at once.
 */
export function createPatience(raw: DatabaseSync, db: Kysely<Tables>, waitMs: number): Patience {
  let failed = false;
  const wait = (ms: number): void => raw.exec(`pragma busy_timeout = ${ms}`);
  const settle = (failure: boolean): void => {
    if (failure !== failed && raw.isOpen) wait(failure ? 0 : waitMs);
    failed = failure;
  };
  wait(waitMs);

  const during = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      const value = await action();
      settle(false);
      return value;
    } catch (thrown) {
      settle(true);
      throw thrown;
    }
  };
  return {
    during,
    recovered: async () => {
      if (!failed) return true;
      try {
        await during(() => db.transaction().execute(nothing));
        return true;
      } catch {
        return false;
      }
    },
  };
}

const nothing = async (): Promise<void> => undefined;
