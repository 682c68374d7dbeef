import type { Kysely } from 'kysely';
import type { Blobs } from '../blobs/blobs.ts';
import type { Tables } from '../tables.ts';
import type { Retention } from './retention.ts';

/**
 * Removes outputs that are too old, then the oldest contents until the rest fits, results after everything else. Their digests stay,
 * for the audit log names them. Returns how many contents were removed.
 */
export async function pruneOutputs(
  db: Kysely<Tables>,
  blobs: Pick<Blobs, 'remove'>,
  { keepOutputsMs, totalBytes }: Retention,
  now: number,
): Promise<number> {
  const drop = async (victims: readonly Content[]): Promise<number> => {
    const dropped = await markPruned(db, victims, now);
    await blobs.remove(dropped, now);
    return dropped.length;
  };
  let count = 0;
  for (;;) {
    const old = (await oldest(db, 'printed')).filter(({ created_at }) => created_at < now - keepOutputsMs);
    if (old.length === 0) break;
    count += await drop(old);
  }
  for (const kind of ['printed', 'result'] as const) {
    for (;;) {
      const excess = (await storedBytes(db)) - totalBytes;
      const victims = excess > 0 ? enough(await oldest(db, kind), excess) : [];
      if (victims.length === 0) break;
      count += await drop(victims);
    }
  }
  return count;
}

interface Content {
  readonly sha256: string;
  readonly created_at: number;
  readonly stored_bytes: number;
}

/** The oldest contents: those that hold a result of any run, or those that hold none. */
async function oldest(db: Kysely<Tables>, kind: 'printed' | 'result'): Promise<readonly Content[]> {
  return await db
    .selectFrom('blob')
    .select(['sha256', 'created_at', 'stored_bytes'])
    .where('pruned_at', 'is', null)
    .where((has) => {
      const ofResult = has.exists(
        has
          .selectFrom('run_output')
          .select('run_id')
          .whereRef('run_output.sha256', '=', 'blob.sha256')
          .where('name', '=', 'result'),
      );
      return kind === 'result' ? ofResult : has.not(ofResult);
    })
    .orderBy('created_at')
    .orderBy('sha256')
    .limit(step)
    .execute();
}

/** As many of them as free that many bytes. */
function enough(contents: readonly Content[], bytes: number): readonly Content[] {
  let freed = 0;
  const upTo = contents.findIndex(({ stored_bytes }) => (freed += stored_bytes) >= bytes);
  return upTo === -1 ? contents : contents.slice(0, upTo + 1);
}

async function storedBytes(db: Kysely<Tables>): Promise<number> {
  const { total } = await db
    .selectFrom('blob')
    .select(({ fn }) => fn.sum<number | string | null>('stored_bytes').as('total'))
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}

/** Whoever has taken the same content in again meanwhile, keeps it. */
async function markPruned(
  db: Kysely<Tables>,
  victims: readonly Content[],
  now: number,
): Promise<readonly string[]> {
  const rows = await db
    .updateTable('blob')
    .set({ body: null, stored_bytes: 0, pruned_at: now })
    .where(
      'sha256',
      'in',
      victims.map(({ sha256 }) => sha256),
    )
    .where('created_at', '<=', Math.max(...victims.map(({ created_at }) => created_at)))
    .where('pruned_at', 'is', null)
    .returning('sha256')
    .execute();
  return rows.map(({ sha256 }) => sha256);
}

/** Contents that one statement changes: some milliseconds. */
const step = 100;
