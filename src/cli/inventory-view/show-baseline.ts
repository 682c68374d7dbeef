import { inventoryRows } from '../../inventory/inventory-rows.ts';
import { merge } from '../../inventory/merge.ts';
import { ok } from '../../kernel/result.ts';
import { cleanDeep } from '../../output/clean.ts';
import { textTable } from '../../output/text-table.ts';
import { noBaseline } from '../../store/inventory/baselines.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';
import { baselineDocument, baselineLine } from './list-baselines.ts';

/** `baseline show NAME`: what it was made of, and its ports. Returns the exit code. */
export const showBaseline = (terminal: Terminal, common: CommonOptions, name: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = store === null ? ok(null) : await store.baseline(name);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (found.value === null) return await reportFailure(terminal, common, noBaseline(name));
    const { picture, ...facts } = found.value;
    if (common.json)
      await writeJson(terminal, 'baseline', {
        baseline: baselineDocument(facts),
        picture: cleanDeep(picture, longestText),
      });
    else {
      const { hosts } = merge([picture]);
      await terminal.write(`${baselineLine(facts)}\n${textTable(inventoryRows('ports', hosts))}`);
    }
    return exitCodes.ok;
  });

/** Enough for any list of ports. */
const longestText = 1024 * 1024;
