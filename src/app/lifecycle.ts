import type { Clock } from '../kernel/clock.ts';
import type { RunId } from '../kernel/ids.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import type { Run } from '../pipeline/run.ts';

/** Start → drain → stop, and the runs in between. */
export interface Lifecycle {
  /** Keeps account of a run until it settles, so that none outlives the server. */
  readonly keep: (run: Run) => Run;
  /** A run that goes on. */
  readonly find: (id: string) => Run | undefined;
  /** Takes note of which runs have left the queue. */
  readonly observe: (event: RunEvent) => void;
  /** True from the wish to stop on: whoever chooses among servers should choose another. */
  readonly leaving: () => boolean;
  /** True once new calls are refused. */
  readonly refusing: () => boolean;
  /**
   * Waits for the drain delay, then refuses new calls and those that wait, gives what runs its grace, and stops the rest. Settles
   * when the last process is gone. Idempotent.
   */
  readonly drain: () => Promise<void>;
  /** Ends every wait of a drain. */
  readonly hurry: () => void;
  /** Drains without any wait, then releases what the server holds. Idempotent. */
  readonly close: () => Promise<void>;
}

/** What the life of a server depends on. */
export interface LifeSettings {
  readonly clock: Pick<Clock, 'after'>;
  /** As they are in force when a drain begins, milliseconds. */
  readonly waits: () => { readonly delayMs: number; readonly graceMs: number };
  /** Called once, when nothing runs any more and nothing can begin: what only runs need may go. */
  readonly idle: () => void;
  /** Called once, at the very end. */
  readonly release: () => Promise<void>;
}

/** Makes the life of one server. */
export function createLifecycle({ clock, waits, idle, release }: LifeSettings): Lifecycle {
  const runs = new Set<Run>();
  const started = new Set<RunId>();
  const hurried = new AbortController();
  let phase: 'serving' | 'leaving' | 'refusing' = 'serving';
  let drained: Promise<void> | null = null;
  let closed: Promise<void> | null = null;

  const stop = (which: (run: Run) => boolean): void => {
    for (const run of runs) if (which(run)) run.stop('shutdown');
  };
  const ended = async (): Promise<void> => {
    await Promise.all(Array.from(runs, ({ result }) => result));
  };
  const waited = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      if (ms === 0 || hurried.signal.aborted) return resolve();
      const cancel = clock.after(ms, resolve);
      hurried.signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  const drainNow = async (): Promise<void> => {
    const { delayMs, graceMs } = waits();
    phase = 'leaving';
    if (delayMs > 0) await waited(delayMs);
    phase = 'refusing';
    stop(({ id }) => !started.has(id));
    if (runs.size > 0) await Promise.race([ended(), waited(graceMs)]);
    stop(() => true);
    await ended();
    idle();
  };
  const drain = (): Promise<void> => (drained ??= drainNow());

  return {
    keep: (run) => {
      runs.add(run);
      void run.result.finally(() => {
        runs.delete(run);
        started.delete(run.id);
      });
      return run;
    },
    find: (id) => Array.from(runs).find((run) => run.id === id),
    observe: ({ type, runId }) => void (type === 'started' && started.add(runId)),
    leaving: () => phase !== 'serving',
    refusing: () => phase === 'refusing',
    drain,
    hurry: () => hurried.abort(),
    close: () => {
      hurried.abort();
      return (closed ??= drain().then(release));
    },
  };
}
