import type { App } from '../../app/app.ts';
import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { asOperator } from '../as-operator.ts';
import { followAndShow } from '../calls/follow-and-show.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';

/** `runs resume ID`: scans the slices that a run has left, and prints what all of them found. Returns the exit code. */
export const resumeRun = (
  terminal: Terminal,
  common: CommonOptions,
  launcher: LauncherProcess,
  word: string,
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, word);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const left = await store.slices.find(found.value.id, asOperator);
    if (!left.ok) return await reportFailure(terminal, common, left.error);
    const { tool, runId, input } = left.value;
    const call = { tool, input: { target: input['target'], resume: runId }, dryRun: false };
    const goOn = (app: App): Promise<number> => followAndShow(terminal, common, app, call);
    return await withApp(terminal, common, { launcher, logs: 'errors' }, goOn);
  });
