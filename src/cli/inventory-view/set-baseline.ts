import type { Result } from '../../kernel/result.ts';
import type { BaselineFacts } from '../../store/inventory/baselines.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { findRun } from '../runs-view/find-run.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';
import { baselineDocument } from './list-baselines.ts';

/** `baseline set NAME RUN…`: keeps what these runs know together. Returns the exit code. */
export const setBaseline = (
  terminal: Terminal,
  common: CommonOptions,
  name: string,
  words: readonly string[],
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const kept = await keep(store, name, words);
    if (!kept.ok) return await reportFailure(terminal, common, kept.error);
    const { hosts, runs } = kept.value;
    if (common.json) await writeJson(terminal, 'baseline-set', { baseline: baselineDocument(kept.value) });
    else if (!common.quiet) terminal.tell(`kept  ${name}: ${hosts} hosts, of ${runs.join(', ')}\n`);
    return exitCodes.ok;
  });

async function keep(
  store: Store | null,
  name: string,
  words: readonly string[],
): Promise<Result<BaselineFacts>> {
  const runs: string[] = [];
  for (const word of words) {
    const run = await findRun(store, word);
    if (!run.ok) return run;
    runs.push(run.value.id);
  }
  if (store === null) throw new Error('runs are found in a store alone');
  return await store.setBaseline({ name, runs });
}
