import type { Transaction } from 'kysely';
import type { DecisionRecord, OutcomeRecord } from '../../pipeline/ports.ts';
import { statusOf } from '../../pipeline/verdict.ts';
import type { StoredOutput } from '../blobs/stored-output.ts';
import type { Tables } from '../tables.ts';

/** Takes note of a call that was decided about; a dry run is none. A call of several hops is decided about several times. */
export async function noteDecision(
  tx: Transaction<Tables>,
  record: DecisionRecord,
  { owner, at }: { readonly owner: string; readonly at: number },
): Promise<void> {
  if (record.dryRun) return;
  const { caller, code } = record;
  const refused = record.decision === 'deny';
  const ended = {
    state: refused && code !== null ? statusOf(code) : 'running',
    code,
    finished_at: refused ? at : null,
  };
  const insert = tx.insertInto('run').values({
    id: record.runId,
    created_at: at,
    channel: caller.channel,
    principal: caller.principal,
    client: caller.client,
    correlation_id: record.correlationId,
    tool: record.tool,
    target: record.target,
    summary: null,
    owner,
    ...ended,
  });
  await insert
    .onConflict((conflict) => {
      const sameRun = conflict.column('id');
      return refused ? sameRun.doUpdateSet(ended) : sameRun.doNothing();
    })
    .execute();
}

/** Takes note of how a run ended. */
export async function noteOutcome(
  tx: Transaction<Tables>,
  { runId, result }: OutcomeRecord,
  outputs: readonly StoredOutput[],
  at: number,
): Promise<void> {
  const { status, summary, error } = result;
  await tx
    .updateTable('run')
    .set({ state: status, summary, code: error?.code ?? null, finished_at: at })
    .where('id', '=', runId)
    .execute();
  await noteOutputs(tx, runId, outputs, at);
}

/** Takes note of what a run has left. */
export async function noteOutputs(
  tx: Transaction<Tables>,
  runId: string,
  outputs: readonly StoredOutput[],
  at: number,
): Promise<void> {
  // In one order: two transactions that take the same contents in otherwise wait for each other in PostgreSQL.
  const inOrder = outputs.toSorted((one, other) => (one.sha256 < other.sha256 ? -1 : 1));
  for (const output of inOrder) await noteOutput(tx, runId, output, at);
}

async function noteOutput(
  tx: Transaction<Tables>,
  runId: string,
  { name, complete, ...blob }: StoredOutput,
  at: number,
): Promise<void> {
  const { sha256, bytes, storedBytes, body } = blob;
  // The same content may have been pruned since it was taken in first.
  const stored = { stored_bytes: storedBytes, body, created_at: at, pruned_at: null };
  await tx
    .insertInto('blob')
    .values({ sha256, bytes, ...stored })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet(stored))
    .execute();
  await tx
    .insertInto('run_output')
    .values({ run_id: runId, name, sha256, complete: complete ? 1 : 0 })
    .execute();
}
