import { setTimeout as wait } from 'node:timers/promises';
import type { Captured, Execution, Executor, Job, StopReason } from '../pipeline/ports.ts';
import { stopReasonOf } from '../pipeline/stop-reason.ts';
import { endAbandoned } from './abandoned-runs.ts';
import { followRun, type ActiveRun } from './active-run.ts';
import { createArtifactKeeping } from './artifacts/artifact-keeping.ts';
import { unstarted } from './execution.ts';
import type { ExecutorSettings } from './executor-settings.ts';
import type { FromLauncher, StartFrame } from './launcher/frames.ts';
import { endLeftRuns } from './left-folders.ts';
import { createLocate } from './locate.ts';
import type { RunScript } from './sandbox/netns/run-script.ts';
import { createSandbox, type Placed, type Sandbox, type SandboxState } from './sandbox/sandbox.ts';
import { trialJob, trialShell } from './sandbox/trial.ts';
import { startFrame } from './start-frame.ts';
import { createWatchdog } from './watchdog.ts';
import { createWorkers } from './workers.ts';

/** The executor of this machine. */
export interface LocalExecutor extends Executor {
  /** True while every launcher is at hand. */
  readonly alive: () => boolean;
  /** How runs are kept apart from the machine. */
  readonly sandbox: () => Promise<SandboxState>;
  /** Every pool of network namespaces on this machine. */
  readonly pools: Sandbox['pools'];
  /** Stops what runs, then the launcher. Resolves when no process is left. Idempotent. */
  readonly close: () => Promise<void>;
}

/** Runs plans through launchers: nothing is forked from this process. */
export function createExecutor(settings: ExecutorSettings): LocalExecutor {
  const locate = createLocate(settings.searchPath);
  void endLeftRuns(settings.tmpRoot);
  const { silenceMs = 10_000 } = settings;
  const active = new Map<number, ActiveRun & { readonly worker: number }>();
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

  const abandon = (worker: number | null): void => {
    const runs = [...active].flatMap(([number, run]) => {
      if (worker !== null && run.worker !== worker) return [];
      active.delete(number);
      return [run];
    });
    if (runs.length === 0) return;
    void endAbandoned(runs).then(() => runs.forEach((run) => run.lose()));
  };

  const { launcher, workers: launchers = 1, clock } = settings;
  const workers = createWorkers({ first: launcher, count: launchers, clock }, take, abandon);

  const orderFor = (job: Job, path: string): StartFrame => startFrame((lastRun += 1), job, path, settings);

  const carryOut = async (
    job: Job,
    path: string,
    { order, label, place }: Pick<Placed, 'order' | 'label' | 'place'>,
  ): Promise<Execution> => {
    if (job.signal.aborted) return unstarted({ kind: 'stopped', reason: stopReasonOf(job.signal) });
    const linked = workers.link(place);
    if (!linked.ok) return unstarted({ kind: 'not_started', failure: linked.error });
    const { number: worker, link, count } = linked.value;
    const { run } = order;
    const watch = createWatchdog(settings.clock, link.kill);
    const stop = (reason: StopReason): void => {
      link.send({ kind: 'stop', run, reason });
      watch.expect(settings.graceMs + silenceMs);
    };
    const onAbort = (): void => stop(stopReasonOf(job.signal));
    count(1);
    try {
      return await new Promise<Execution>((resolve, reject) => {
        const { monotonicMs } = settings.clock;
        const account = keeping.account(job.runId);
        const { folder } = order;
        const followed = followRun({ job, path, label, folder, monotonicMs, account, resolve, reject, stop });
        active.set(run, { ...followed, worker });
        job.signal.addEventListener('abort', onAbort, { once: true });
        link.send(order);
        watch.expect(order.timeoutMs + settings.graceMs + silenceMs);
      });
    } finally {
      watch.over();
      job.signal.removeEventListener('abort', onAbort);
      count(-1);
    }
  };

  const runScript: RunScript = async (script, words) => {
    const job = trialJob();
    const order = orderFor(job, trialShell);
    const argv = ['-c', script, 'sh', ...words];
    const { ending, stdout, stderr } = await carryOut(job, trialShell, {
      order: { ...order, argv, files: [], searchPath: '/usr/sbin:/usr/bin:/sbin:/bin', timeoutMs: scriptMs },
      label: 'script',
      place: null,
    });
    const code = ending.kind === 'exited' ? ending.code : null;
    return { code, stdout: textOf(stdout), stderr: textOf(stderr) };
  };
  const sandbox = createSandbox({ mode: settings.sandbox, acceptRaw: settings.acceptRaw }, settings.limits, {
    attempt: (change) => {
      const job = trialJob();
      return carryOut(job, trialShell, {
        order: change(orderFor(job, trialShell)),
        label: 'trial',
        place: null,
      });
    },
    runScript,
  });

  const isClosed = (): boolean => closed !== null;

  const place = async (job: Job, path: string): Promise<Execution> => {
    if (job.signal.aborted) return unstarted({ kind: 'stopped', reason: stopReasonOf(job.signal) });
    // The launcher is asked all the same: it knows why nothing runs any more.
    if (isClosed())
      return await carryOut(job, path, { order: orderFor(job, path), label: 'none', place: null });
    const placed = await sandbox.place(orderFor(job, path), job.plan);
    if (!placed.ok) return unstarted({ kind: 'not_started', failure: placed.error });
    try {
      if (isClosed()) return unstarted({ kind: 'stopped', reason: 'shutdown' });
      const execution = await carryOut(job, path, placed.value);
      const { note } = placed.value;
      return note === null ? execution : { ...execution, notes: [...execution.notes, note] };
    } finally {
      placed.value.release();
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
    await sandbox.close();
    await workers.close(leaveMs);
    abandon(null);
    await Promise.allSettled(settling);
    await keeping.idle();
  };

  return {
    locate,
    sandbox: sandbox.state,
    pools: sandbox.pools,
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
    alive: workers.alive,
    close: () => (closed ??= close()),
  };
}

const textOf = ({ head, tail }: Captured): string => Buffer.concat([head, tail]).toString('utf8');

/** How long a script of the sandbox may take. */
const scriptMs = 20_000;
/** Beyond the grace, how long the end of a run may take when everything is stopped. */
const endSlackMs = 1_000;
/** How long the launcher may take to leave before it is killed. */
const leaveMs = 2_000;
