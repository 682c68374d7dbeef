import { rememberedResult } from '../../app/remembered-result.ts';
import { systemRandom } from '../../host/random.ts';
import { newFence } from '../../kernel/ids.ts';
import { renderResult } from '../../output/render-result.ts';
import type { OutputFacts } from '../../store/blobs/list-outputs.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import { asOperator } from '../as-operator.ts';
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
    const outputs = await store.outputs(facts.id);
    if (!outputs.ok) return await reportFailure(terminal, common, outputs.error);
    const left = await store.slices.find(facts.id, asOperator);
    const slices = left.ok ? { done: left.value.done.length, of: left.value.slices.length } : null;
    if (common.json)
      await writeJson(terminal, 'run', {
        run: documentOf(facts),
        ...(slices === null ? {} : { slices }),
        result: result.value,
        outputs: outputs.value.map(keptDocument),
      });
    else {
      const who = `${facts.principal} by ${facts.channel}${facts.client === null ? '' : ` (${facts.client})`}`;
      await terminal.write(
        `${renderResult(result.value, newFence(systemRandom), longest)}\nasked ${new Date(facts.createdAt).toISOString()} by ${who}; ${facts.state}\n${slicesLine(facts, slices)}${outputs.value.map(keptLine).join('')}`,
      );
    }
    return exitCodes.ok;
  });

const slicesLine = (
  { id }: RunFacts,
  slices: { readonly done: number; readonly of: number } | null,
): string =>
  slices === null
    ? ''
    : `${slices.done} of ${slices.of} slices are done; \`bailiwick runs resume ${id}\` goes on with the others\n`;

const keptDocument = ({ name, bytes, complete, sha256, prunedAt }: OutputFacts) => ({
  name,
  bytes,
  complete,
  sha256,
  pruned_at: prunedAt === null ? null : new Date(prunedAt).toISOString(),
});

function keptLine({ name, bytes, complete, sha256, prunedAt }: OutputFacts): string {
  const how = prunedAt === null ? 'kept' : `removed ${new Date(prunedAt).toISOString().slice(0, 10)}`;
  return `${how} ${name}: ${bytes} bytes${complete ? '' : ', not all that was printed'}, sha256 ${sha256}\n`;
}

/** People scroll. */
const longest = 100_000;
