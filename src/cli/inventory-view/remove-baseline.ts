import { ok } from '../../kernel/result.ts';
import { noBaseline } from '../../store/inventory/baselines.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';

/** `baseline rm NAME`. Returns the exit code. */
export const removeBaseline = (terminal: Terminal, common: CommonOptions, name: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const removed = store === null ? ok(false) : await store.removeBaseline(name);
    if (!removed.ok) return await reportFailure(terminal, common, removed.error);
    if (!removed.value) return await reportFailure(terminal, common, noBaseline(name));
    if (common.json) await writeJson(terminal, 'baseline-removed', { name });
    else if (!common.quiet) terminal.tell(`forgot  ${name}\n`);
    return exitCodes.ok;
  });
