import type { Result } from '../../kernel/result.ts';
import type { Store } from '../store.ts';
import type { AuditRow } from './audit-row.ts';
import { listAt, readFields, textAt } from './stored-fields.ts';

/** Whether what is kept of runs is what their records say. */
export type OutputsReport =
  | { readonly intact: true; readonly contents: number }
  | {
      readonly intact: false;
      /** Of the outcome record that what is kept contradicts. */
      readonly seq: number;
      readonly run_id: string;
      /** One sentence for a person. */
      readonly message: string;
    };

/**
 * Reads every content that is kept of a run and compares it with the digest in the run's outcome record. Runs and contents that were
 * removed for their age prove nothing and contradict nothing.
 */
export async function verifyOutputs(
  rows: AsyncIterable<AuditRow>,
  store: Pick<Store, 'output' | 'outputs'>,
): Promise<OutputsReport> {
  const good = new Set<string>();
  for await (const { kind, seq, runId, body } of rows) {
    if (kind !== 'outcome') continue;
    const message = await contradiction(runId, recordedIn(body), store, good);
    if (message !== null) return { intact: false, seq, run_id: runId, message: `${message} (record ${seq})` };
  }
  return { intact: true, contents: good.size };
}

/** Name → digest, as the outcome record has them. */
const recordedIn = (body: string): ReadonlyMap<string, string> =>
  new Map(
    listAt(readFields(body), 'outputs').map((output) => [
      textAt(output, 'name') ?? '',
      textAt(output, 'sha256') ?? '',
    ]),
  );

async function contradiction(
  runId: string,
  recorded: ReadonlyMap<string, string>,
  store: Pick<Store, 'output' | 'outputs'>,
  good: Set<string>,
): Promise<string | null> {
  const kept = await store.outputs(runId);
  if (!kept.ok) return `What is kept of run ${runId} cannot be read: ${kept.error.message}`;
  if (kept.value.length === 0) return null;
  const names = new Set(kept.value.map(({ name }) => name));
  const lost = [...recorded.keys()].find((name) => !names.has(name));
  if (lost !== undefined) return `${lost} of run ${runId} was taken out.`;
  for (const { name, sha256, prunedAt } of kept.value) {
    if (recorded.get(name) !== sha256) return `${name} of run ${runId} is not the one that was recorded.`;
    if (prunedAt !== null || good.has(sha256)) continue;
    const read: Result<unknown> = await store.output({ runId, name });
    if (!read.ok) return `${name} of run ${runId} was changed: ${read.error.message}`;
    good.add(sha256);
  }
  return null;
}
