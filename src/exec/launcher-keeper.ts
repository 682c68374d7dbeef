import type { Clock } from '../kernel/clock.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { linkLauncher, type LauncherLink } from './launcher-link.ts';
import type { FromLauncher } from './launcher/frames.ts';
import { createRestartBudget } from './restart-budget.ts';
import { startLauncher, type LauncherProcess } from './start-launcher.ts';

/** Keeps one launcher at hand: one that died is started again, a few times a minute at most. */
export interface LauncherKeeper {
  /** The connection, or a `sandbox.unavailable` failure. */
  readonly link: () => Result<LauncherLink>;
  readonly alive: () => boolean;
  /** Ends the launcher for good; `waitMs` at most until it is killed. */
  readonly close: (waitMs: number) => Promise<void>;
}

/** Takes over a launcher that runs already. `lost` is called whenever one died, before another is started. */
export function createLauncherKeeper(
  first: LauncherProcess,
  clock: Clock,
  take: (frame: FromLauncher) => void,
  lost: () => void,
): LauncherKeeper {
  const budget = createRestartBudget(mostRestarts, 60_000);
  let closed = false;
  let current: LauncherLink | null = null;

  const join = (launcher: LauncherProcess): LauncherLink =>
    linkLauncher(launcher, take, () => {
      current = null;
      lost();
      if (!closed) restart();
    });

  const restart = (): Result<LauncherLink> => {
    const turn = budget.take(clock.monotonicMs());
    if (!turn.ok) return err(tooManyRestarts(turn.waitMs));
    current = join(startLauncher());
    return ok(current);
  };

  current = join(first);
  return {
    link: () => {
      if (closed) return err(failure('sandbox.unavailable', 'bailiwick is shutting down; nothing was sent.'));
      return current === null ? restart() : ok(current);
    },
    alive: () => current !== null && !closed,
    close: async (waitMs) => {
      closed = true;
      await current?.close(waitMs);
      current = null;
    },
  };
}

const mostRestarts = 5;

const tooManyRestarts = (waitMs: number) =>
  failure(
    'sandbox.unavailable',
    `The launcher process died more than ${mostRestarts} times within a minute; nothing was sent.`,
    { retryAfterSec: Math.ceil(waitMs / 1000) },
  );
