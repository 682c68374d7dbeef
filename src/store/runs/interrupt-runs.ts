import { canonicalJson } from '../audit/canonical-json.ts';
import type { Engine } from '../engine.ts';

/** The processes whose runs have no end yet. */
export async function unfinishedOwners({ db }: Engine): Promise<readonly string[]> {
  const rows = await db.selectFrom('run').select('owner').distinct().where('state', '=', 'running').execute();
  return rows.map(({ owner }) => owner);
}

/** Ends the runs of a process that is gone: their outcome says so, once, whoever else finds them. Returns their ids. */
export async function interruptRuns(engine: Engine, owner: string, at: number): Promise<readonly string[]> {
  const left = await engine.db
    .selectFrom('run')
    .select('id')
    .where('state', '=', 'running')
    .where('owner', '=', owner)
    .execute();
  const ended: string[] = [];
  for (const { id } of left) if (await interruptRun(engine, id, owner, at)) ended.push(id);
  return ended;
}

async function interruptRun(engine: Engine, id: string, owner: string, at: number): Promise<boolean> {
  const body = canonicalJson({ runId: id, interrupted: { owner } });
  try {
    await engine.record({ kind: 'outcome', principal: null, runId: id, body }, async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('run')
        .set({ state: 'interrupted', code: 'run.interrupted', finished_at: at })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) throw new EndedAlready();
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof EndedAlready) return false;
    throw thrown;
  }
}

/** Takes the record back with the change that another server has made. */
class EndedAlready extends Error {}
