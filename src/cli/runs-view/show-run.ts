import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';
import { presentRun } from './present-run.ts';

/** `runs show ID`: the facts of a run, and its result as it was answered. Returns the exit code. */
export const showRun = (terminal: Terminal, common: CommonOptions, word: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, word);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const shown = await presentRun(terminal, common, store, found.value);
    return shown.ok ? exitCodes.ok : await reportFailure(terminal, common, shown.error);
  });
