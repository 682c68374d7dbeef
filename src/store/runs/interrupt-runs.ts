import { canonicalJson } from '../audit/canonical-json.ts';
import type { Engine } from '../engine.ts';

/** The processes whose runs have no end yet. */
export async function unfinishedOwners({ db }: Engine): Promise<readonly string[]> {
  const rows = await db.selectFrom('run').select('owner').distinct().where('state', '=', 'running').execute();
  return rows.map(({ owner }) => owner);
}

/**
 * Ends the runs of a process that is gone: their outcome says so, once, whoever else finds them, since they are claimed by `by`
 * first. Returns their ids.
 */
export async function interruptRuns(
  { db, record }: Engine,
  { gone, by, at }: { readonly gone: string; readonly by: string; readonly at: number },
): Promise<readonly string[]> {
  const claimed = await db
    .updateTable('run')
    .set({ owner: by })
    .where('state', '=', 'running')
    .where('owner', '=', gone)
    .returning('id')
    .execute();
  for (const { id } of claimed) {
    const body = canonicalJson({ runId: id, interrupted: { owner: gone } });
    await record({ kind: 'outcome', principal: null, runId: id, body }, async (tx) => {
      await tx
        .updateTable('run')
        .set({ state: 'interrupted', code: 'run.interrupted', finished_at: at })
        .where('id', '=', id)
        .execute();
    });
  }
  return claimed.map(({ id }) => id);
}
