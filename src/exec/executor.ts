import { setTimeout as wait } from 'node:timers/promises';
import type { Execution, Executor, Job, StopReason } from '../pipeline/ports.ts';
import { stopReasonOf } from '../pipeline/stop-reason.ts';
import { endAbandoned } from './abandoned-runs.ts';
import { followRun, type ActiveRun } from './active-run.ts';
import { unstarted } from './execution.ts';
import type { ExecutorSettings } from './executor-settings.ts';
import { createLauncherKeeper } from './launcher-keeper.ts';
import type { LauncherLink } from './launcher-link.ts';
import type { FromLauncher } from './launcher/frames.ts';
import { createLocate } from './locate.ts';
import { startFrame } from './start-frame.ts';
import { createWatchdog } from './watchdog.ts';

/** The executor of this machine. */
export interface LocalExecutor extends Executor {
  /** True while a launcher is at hand. */
  readonly alive: () => boolean;
  /** Stops what runs, then the launcher. Resolves when no process is left. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Runs plans through the launcher: nothing is forked from this process. */
export function createExecutor(settings: ExecutorSettings): LocalExecutor {
  const locate = createLocate(settings.searchPath);
  const { silenceMs = 10_000 } = settings;
  const active = new Map<number, ActiveRun>();
  const settling = new Set<Promise<unknown>>();
  let lastRun = 0;
  let closed: Promise<void> | null = null;

  const take = (frame: FromLauncher): void => {
    const run = active.get(frame.run);
    if (frame.kind === 'ended') active.delete(frame.run);
    run?.take(frame);
  };

  const abandonAll = (): void => {
    const runs = [...active.values()];
    active.clear();
    if (runs.length === 0) return;
    void endAbandoned(runs).then(() => runs.forEach((run) => run.lose()));
  };

  const keeper = createLauncherKeeper(settings.launcher, settings.clock, take, abandonAll);

  const follow = async (job: Job, path: string, link: LauncherLink): Promise<Execution> => {
    const run = (lastRun += 1);
    const order = startFrame(run, job, path, settings);
    const watch = createWatchdog(settings.clock, link.kill);
    const stop = (reason: StopReason): void => {
      link.send({ kind: 'stop', run, reason });
      watch.expect(settings.graceMs + silenceMs);
    };
    const onAbort = (): void => stop(stopReasonOf(job.signal));
    try {
      return await new Promise<Execution>((resolve, reject) => {
        const { monotonicMs } = settings.clock;
        active.set(run, followRun({ job, path, folder: order.folder, monotonicMs, resolve, reject, stop }));
        job.signal.addEventListener('abort', onAbort, { once: true });
        link.hold(true);
        link.send(order);
        watch.expect(order.timeoutMs + settings.graceMs + silenceMs);
      });
    } finally {
      watch.over();
      job.signal.removeEventListener('abort', onAbort);
      link.hold(active.size > 0);
    }
  };

  const close = async (): Promise<void> => {
    for (const run of active.values()) run.stop('shutdown');
    const patience = new AbortController();
    const tooLong = wait(settings.graceMs + endSlackMs, undefined, { signal: patience.signal }).catch(
      () => undefined,
    );
    await Promise.race([Promise.allSettled(settling), tooLong]);
    patience.abort();
    await keeper.close(leaveMs);
    abandonAll();
    await Promise.allSettled(settling);
  };

  return {
    locate,
    run: async (job) => {
      if (job.signal.aborted) return unstarted({ kind: 'stopped', reason: stopReasonOf(job.signal) });
      const located = locate(job.plan.program);
      if (!located.ok) return unstarted({ kind: 'not_started', failure: located.error });
      const link = keeper.link();
      if (!link.ok) return unstarted({ kind: 'not_started', failure: link.error });
      const execution = follow(job, located.value, link.value);
      settling.add(execution);
      try {
        return await execution;
      } finally {
        settling.delete(execution);
      }
    },
    alive: keeper.alive,
    close: () => (closed ??= close()),
  };
}

/** Beyond the grace, how long the end of a run may take when everything is stopped. */
const endSlackMs = 1_000;
/** How long the launcher may take to leave before it is killed. */
const leaveMs = 2_000;
