import { setTimeout as wait } from 'node:timers/promises';
import type { Execution, Executor, Job, StopReason } from '../pipeline/ports.ts';
import { stopReasonOf } from '../pipeline/stop-reason.ts';
import { endAbandoned } from './abandoned-runs.ts';
import { followRun, type ActiveRun } from './active-run.ts';
import { createArtifactKeeping } from './artifacts/artifact-keeping.ts';
import { unstarted } from './execution.ts';
import type { ExecutorSettings } from './executor-settings.ts';
import { createLauncherKeeper } from './launcher-keeper.ts';
import type { FromLauncher, StartFrame } from './launcher/frames.ts';
import { createLocate } from './locate.ts';
import { createSandbox, type Placed, type SandboxState } from './sandbox/sandbox.ts';
import { trialJob, trialShell } from './sandbox/trial.ts';
import { startFrame } from './start-frame.ts';
import { createWatchdog } from './watchdog.ts';

/** The executor of this machine. */
export interface LocalExecutor extends Executor {
  /** True while a launcher is at hand. */
  readonly alive: () => boolean;
  /** How runs are kept apart from the machine. */
  readonly sandbox: () => Promise<SandboxState>;
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

  const keeping = createArtifactKeeping(
    settings.artifacts,
    () => new Set(Array.from(active.values(), ({ runId }) => runId)),
  );
  keeping.prune();

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

  const orderFor = (job: Job, path: string): StartFrame => startFrame((lastRun += 1), job, path, settings);

  const carryOut = async (job: Job, path: string, { order, label }: Placed): Promise<Execution> => {
    if (job.signal.aborted) return unstarted({ kind: 'stopped', reason: stopReasonOf(job.signal) });
    const linked = keeper.link();
    if (!linked.ok) return unstarted({ kind: 'not_started', failure: linked.error });
    const link = linked.value;
    const { run } = order;
    const watch = createWatchdog(settings.clock, link.kill);
    const stop = (reason: StopReason): void => {
      link.send({ kind: 'stop', run, reason });
      watch.expect(settings.graceMs + silenceMs);
    };
    const onAbort = (): void => stop(stopReasonOf(job.signal));
    try {
      return await new Promise<Execution>((resolve, reject) => {
        const { monotonicMs } = settings.clock;
        const account = keeping.account(job.runId);
        const { folder } = order;
        active.set(run, followRun({ job, path, label, folder, monotonicMs, account, resolve, reject, stop }));
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

  const sandbox = createSandbox(settings.sandbox, settings.limits, (change) => {
    const job = trialJob();
    return carryOut(job, trialShell, { order: change(orderFor(job, trialShell)), label: 'trial' });
  });

  const place = async (job: Job, path: string): Promise<Execution> => {
    if (job.signal.aborted) return unstarted({ kind: 'stopped', reason: stopReasonOf(job.signal) });
    const wasOpen = closed === null;
    const placed = await sandbox.place(orderFor(job, path), job.plan);
    if (wasOpen && closed !== null) return unstarted({ kind: 'stopped', reason: 'shutdown' });
    return placed.ok
      ? carryOut(job, path, placed.value)
      : unstarted({ kind: 'not_started', failure: placed.error });
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
    await keeping.idle();
  };

  return {
    locate,
    sandbox: sandbox.state,
    run: async (job) => {
      const located = locate(job.plan.program);
      if (!located.ok) return unstarted({ kind: 'not_started', failure: located.error });
      const execution = place(job, located.value);
      settling.add(execution);
      try {
        const ended = await execution;
        if (ended.artifacts.length > 0) keeping.prune();
        return ended;
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
