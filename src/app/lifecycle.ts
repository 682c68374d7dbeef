import { failure, type Failure } from '../kernel/failure.ts';
import type { Run } from '../pipeline/run.ts';

/** Start → drain → stop, and the runs in between. */
export interface Lifecycle {
  /** Keeps account of a run until it settles, so that none outlives the server. */
  readonly keep: (run: Run) => Run;
  readonly draining: () => boolean;
  /** What new calls are refused with while draining. */
  readonly refusal: Failure;
  /** Refuses new calls and ends the running ones; settles when the last process is gone. Idempotent. */
  readonly drain: () => Promise<void>;
  /** Drains, then releases what the server holds. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Makes the life of one server; `release` is called once, when nothing runs any more. */
export function createLifecycle(release: () => Promise<void>): Lifecycle {
  const runs = new Set<Run>();
  let drained: Promise<void> | null = null;
  let closed: Promise<void> | null = null;
  const drain = (): Promise<void> => (drained ??= stopAll(runs));
  return {
    keep: (run) => {
      runs.add(run);
      void run.result.finally(() => runs.delete(run));
      return run;
    },
    draining: () => drained !== null,
    refusal: failure('limit.busy', 'bailiwick is shutting down. Nothing was started.', {
      retryAfterSec: 5,
      next: ['Connect to the server again once it is back.'],
    }),
    drain,
    close: () => (closed ??= drain().then(release)),
  };
}

async function stopAll(runs: ReadonlySet<Run>): Promise<void> {
  for (const run of runs) run.stop('shutdown');
  await Promise.all([...runs].map(({ result }) => result));
}
