import { rememberedResult } from '../../app/remembered-result.ts';
import { systemRandom } from '../../host/random.ts';
import type { CallResult } from '../../kernel/call-result.ts';
import { newFence } from '../../kernel/ids.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { renderResult } from '../../output/render-result.ts';
import type { OutputFacts } from '../../store/blobs/list-outputs.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';
import { asOperator } from '../as-operator.ts';
import type { CommonOptions } from '../common-options.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { documentOf } from './list-runs.ts';

/** Shows the facts of a run, its result as it was answered, how much of it is done, and what is kept of it; returns the result. */
export async function presentRun(
  terminal: Terminal,
  common: CommonOptions,
  store: Store,
  facts: RunFacts,
): Promise<Result<CallResult>> {
  const result = await rememberedResult(store, facts);
  if (!result.ok) return result;
  const outputs = await store.outputs(facts.id);
  if (!outputs.ok) return outputs;
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
  return ok(result.value);
}

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
