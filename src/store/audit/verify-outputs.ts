import type { Result } from '../../kernel/result.ts';
import type { Store } from '../store.ts';
import type { AuditRow } from './audit-row.ts';
import { contradictedFact } from './compare-run.ts';
import { endIn } from './recorded-end.ts';
import { listAt, readFields, textAt } from './stored-fields.ts';

/** Whether what is kept of runs is what their records say. */
export type OutputsReport =
  | {
      readonly intact: true;
      /** How many different contents were read. */
      readonly contents: number;
      /** How many that were recorded are not kept any more, which proves nothing: of what is old nothing else is left. */
      readonly absent: number;
    }
  | {
      readonly intact: false;
      /** Of the record that what is kept contradicts. */
      readonly seq: number;
      readonly run_id: string;
      /** One sentence for a person. */
      readonly message: string;
    };

/**
 * Reads what is told of each run and compares it with the run's records, and every content that is kept of it with the digest there. Runs and contents that were
 * removed for their age prove nothing and contradict nothing.
 */
export async function verifyOutputs(
  rows: AsyncIterable<AuditRow>,
  store: Pick<Store, 'output' | 'outputs' | 'runs'>,
): Promise<OutputsReport> {
  const found: Contents = { good: new Set(), gone: new Set() };
  const open = new Map<string, Digests>();
  for await (const row of rows) {
    const { kind, seq, runId } = row;
    if (kind !== 'decision' && kind !== 'outcome') continue;
    if (kind === 'decision' && starts(row) && !open.has(runId)) open.set(runId, new Map());
    const message =
      (await otherwiseTold(row, store)) ??
      (kind === 'outcome' ? await contradiction(runId, recordedOf(row, open), store, found) : null);
    if (message !== null) return { intact: false, seq, run_id: runId, message: `${message} (record ${seq})` };
  }
  const { good, gone } = found;
  return {
    intact: true,
    contents: good.size,
    absent: [...gone].filter((sha256) => !good.has(sha256)).length,
  };
}

/** Digests of contents that were read, and of those that are kept no more for one run at least. */
interface Contents {
  readonly good: Set<string>;
  readonly gone: Set<string>;
}

/** Name → digest. */
type Digests = ReadonlyMap<string, string>;

/** What the records of a run say that it has left. */
interface Recorded {
  readonly outputs: Digests;
  /** Whether that is all: its decision was read, and nothing follows. */
  readonly all: boolean;
}

const starts = ({ body }: AuditRow): boolean => {
  const { decision, dryRun } = readFields(body);
  return decision === 'allow' && dryRun !== true;
};

/** What an outcome says, with the slices before it, which are forgotten at the end of their run. */
function recordedOf({ runId, body }: AuditRow, open: Map<string, Digests>): Recorded {
  const record = readFields(body);
  const named = listAt(record, 'outputs').map(
    (output) => [textAt(output, 'name') ?? '', textAt(output, 'sha256') ?? ''] as const,
  );
  const before = open.get(runId);
  const outputs = new Map([...(before ?? []), ...named]);
  const ends = endIn(record) !== null;
  if (ends) open.delete(runId);
  else if (before !== undefined) open.set(runId, outputs);
  return { outputs, all: ends && before !== undefined };
}

async function otherwiseTold(row: AuditRow, store: Pick<Store, 'runs'>): Promise<string | null> {
  const found = await store.runs({ limit: 1, id: row.runId });
  if (!found.ok) return `What is told of run ${row.runId} cannot be read: ${found.error.message}`;
  const [run] = found.value;
  const fact = run === undefined ? null : contradictedFact(row, run);
  return fact === null ? null : `The ${fact} of run ${row.runId} is not the one that was recorded.`;
}

async function contradiction(
  runId: string,
  { outputs: recorded, all }: Recorded,
  store: Pick<Store, 'output' | 'outputs'>,
  { good, gone }: Contents,
): Promise<string | null> {
  const kept = await store.outputs(runId);
  if (!kept.ok) return `What is kept of run ${runId} cannot be read: ${kept.error.message}`;
  if (kept.value.length === 0) {
    for (const sha256 of recorded.values()) gone.add(sha256);
    return null;
  }
  const names = new Set(kept.value.map(({ name }) => name));
  const lost = [...recorded.keys()].find((name) => !names.has(name));
  if (lost !== undefined) return `${lost} of run ${runId} was taken out.`;
  for (const { name, sha256, prunedAt } of kept.value) {
    if (!all && !recorded.has(name)) continue;
    if (recorded.get(name) !== sha256) return `${name} of run ${runId} is not the one that was recorded.`;
    if (prunedAt !== null) gone.add(sha256);
    if (prunedAt !== null || good.has(sha256)) continue;
    const read: Result<unknown> = await store.output({ runId, name });
    if (!read.ok) return `${name} of run ${runId} was changed: ${read.error.message}`;
    good.add(sha256);
  }
  return null;
}
