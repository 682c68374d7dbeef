import type { Kysely } from 'kysely';
import type { Blobs } from '../blobs/blobs.ts';
import type { Tables } from '../tables.ts';
import { pruneOutputs } from './prune-outputs.ts';
import type { Pruned, Retention } from './retention.ts';

/**
 * Removes runs that ended too long ago with all that they left, then outputs that are too old, then the oldest contents until the
 * rest fits. It goes in small steps, so that records are written in between. `now` is milliseconds since the Unix epoch.
 */
export async function prune(
  db: Kysely<Tables>,
  blobs: Pick<Blobs, 'remove' | 'sweep'>,
  retention: Retention,
  now: number,
): Promise<Pruned> {
  const runs = await pruneRuns(db, now - retention.keepRunsMs);
  await db
    .deleteFrom('idempotency_key')
    .where('created_at', '<', now - retention.keepRunsMs)
    .execute();
  for (;;) {
    const left = await forgetContents(db);
    await blobs.remove(left, now);
    if (left.length < step) break;
  }
  const outputs = await pruneOutputs(db, blobs, retention, now);
  // Files that a crash has left, and those that were too young to be removed with their contents.
  await blobs.sweep((digests) => keptInFiles(db, digests), now);
  return { runs, outputs };
}

async function pruneRuns(db: Kysely<Tables>, before: number): Promise<number> {
  const old = db
    .selectFrom('run')
    .select('id')
    .where('created_at', '<', before)
    .where('state', '!=', 'running')
    .limit(step);
  for (let count = 0; ;) {
    const { numDeletedRows } = await db.deleteFrom('run').where('id', 'in', old).executeTakeFirst();
    count += Number(numDeletedRows);
    if (numDeletedRows < step) return count;
  }
}

/** Takes contents out that no run refers to any more. */
async function forgetContents(db: Kysely<Tables>): Promise<readonly string[]> {
  const unused = db
    .selectFrom('blob')
    .leftJoin('run_output', 'run_output.sha256', 'blob.sha256')
    .where('run_output.run_id', 'is', null)
    .select('blob.sha256')
    .limit(step);
  const gone = await db.deleteFrom('blob').where('sha256', 'in', unused).returning('sha256').execute();
  return gone.map(({ sha256 }) => sha256);
}

async function keptInFiles(db: Kysely<Tables>, digests: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('blob')
    .select('sha256')
    .where('sha256', 'in', digests)
    .where('pruned_at', 'is', null)
    .execute();
  return new Set(rows.map(({ sha256 }) => sha256));
}

/** Rows that one statement changes: some milliseconds. */
const step = 200;
