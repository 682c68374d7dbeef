import type { DatabaseSync } from 'node:sqlite';

/** How long this process waits for a lock that somebody else holds, and whether waiting is any use. */
export interface Patience {
  /** Does something that takes the lock. Once that has failed, nobody waits again until it succeeds. */
  readonly during: <T>(action: () => T) => T;
  /** Whether the last try succeeded, or one would now; it never waits. */
  readonly recovered: () => boolean;
}

/**
 * Bounds what a held lock costs: a wait stops the whole server, cancels and health included, so only the first call waits
 * (`waitMs`, milliseconds) and the ones behind it fail at once.
 */
export function createPatience(db: DatabaseSync, waitMs: number): Patience {
  let failed = false;
  const wait = (ms: number): void => db.exec(`pragma busy_timeout = ${ms}`);
  const settle = (failure: boolean): void => {
    if (failure !== failed && db.isOpen) wait(failure ? 0 : waitMs);
    failed = failure;
  };
  wait(waitMs);

  const during = <T>(action: () => T): T => {
    try {
      const value = action();
      settle(false);
      return value;
    } catch (thrown) {
      settle(true);
      throw thrown;
    }
  };
  return {
    during,
    recovered: () => {
      if (!failed) return true;
      try {
        during(() => db.exec('begin immediate; rollback'));
        return true;
      } catch {
        return false;
      }
    },
  };
}
