import { ok } from '../../kernel/result.ts';
import type { BaselineFacts } from '../../store/inventory/baselines.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { withRuns } from '../runs-view/open-runs.ts';
import type { Terminal } from '../terminal.ts';

/** `baseline list`. Returns the exit code. */
export const listBaselines = (terminal: Terminal, common: CommonOptions): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = store === null ? ok([]) : await store.baselines();
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const { value: baselines } = found;
    if (common.json) await writeJson(terminal, 'baselines', { baselines: baselines.map(baselineDocument) });
    else if (baselines.length === 0) terminal.tell('no baselines yet: bailiwick baseline set NAME last\n');
    else await terminal.write(baselines.map(baselineLine).join(''));
    return exitCodes.ok;
  });

/** A baseline as `--json` has it. */
export const baselineDocument = ({ createdAt, ...facts }: BaselineFacts): object => ({
  ...facts,
  created_at: new Date(createdAt).toISOString(),
});

/** A baseline as one line, to the second in UTC. */
export const baselineLine = ({ name, createdAt, hosts, runs }: BaselineFacts): string =>
  `${name}  ${new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z')}  ${hosts} hosts  ${runs.join(' ')}\n`;
