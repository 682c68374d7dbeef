import { rememberedResult } from '../../app/remembered-result.ts';
import { systemRandom } from '../../host/random.ts';
import { newFence } from '../../kernel/ids.ts';
import { renderResult } from '../../output/render-result.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { documentOf } from './list-runs.ts';
import { withRuns } from './open-runs.ts';

/** `runs show ID`: the facts of a run, and its result as it was answered. Returns the exit code. */
export const showRun = (terminal: Terminal, common: CommonOptions, word: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, word);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const facts = found.value;
    const result = await rememberedResult(store, facts);
    if (!result.ok) return await reportFailure(terminal, common, result.error);
    if (common.json)
      await writeJson(terminal, 'run', { run: { ...documentOf(facts) }, result: result.value });
    else {
      const who = `${facts.principal} by ${facts.channel}${facts.client === null ? '' : ` (${facts.client})`}`;
      await terminal.write(
        `${renderResult(result.value, newFence(systemRandom), longest)}\nasked ${new Date(facts.createdAt).toISOString()} by ${who}; ${facts.state}\n`,
      );
    }
    return exitCodes.ok;
  });

/** People scroll. */
const longest = 100_000;
