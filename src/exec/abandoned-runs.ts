import { setTimeout as wait } from 'node:timers/promises';
import { markOf } from './launcher/marked-processes.ts';
import { removePrivateFolder } from './launcher/private-folder.ts';
import { signalGroup } from './launcher/process-group.ts';
import { createSweep } from './launcher/sweep.ts';

/** What the server knows of a run whose launcher died. */
export interface AbandonedRun {
  readonly runId: string;
  /** The leader's number, where it was reported. */
  readonly pid: () => number | null;
  readonly folder: string;
}

/** Ends what a dead launcher left running. Resolves when none of it is found any more. */
export async function endAbandoned(runs: readonly AbandonedRun[]): Promise<void> {
  for (const run of runs) {
    const pid = run.pid();
    // Nobody holds the number for us any more: it may be another's by now.
    if (pid !== null && (process.platform !== 'linux' || markOf(pid) === run.runId))
      signalGroup(pid, 'SIGKILL');
  }
  const sweep = createSweep();
  const sweepAll = async (): Promise<unknown> => Promise.all(runs.map(({ runId }) => sweep(runId, 0)));
  await sweepAll();
  // A program that was forked but not yet executed when the launcher died bore no mark at the first look.
  await wait(secondLookMs);
  await sweepAll();
  await Promise.all(runs.map(({ folder }) => removePrivateFolder(folder)));
}

const secondLookMs = 50;
