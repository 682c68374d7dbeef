import type { Kysely } from 'kysely';
import { lastJoint } from '../segments/last-joint.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import type { Checkpoint, Head } from './checkpoint.ts';
import { followChain } from './follow-chain.ts';

/**
 * The newest record, when every record behind `since`, which was signed, has been looked at; null where there is none. It throws
 * `broken` where one was changed, or `since` itself: who signs whatever is there signs what somebody else has written anew.
 */
export async function checkedHead(db: Kysely<Tables>, since: Head | null): Promise<Head | null> {
  let head = await startOf(db, since);
  for await (const page of followChain(db, head)) head = page.at(-1) ?? head;
  return head.seq === 0 ? null : { seq: head.seq, hash: head.hash };
}

async function startOf(db: Kysely<Tables>, since: Head | null): Promise<Head> {
  const joint = await lastJoint(db);
  if (since === null || since.seq <= joint.seq) return joint;
  const row = await db.selectFrom('audit').select('hash').where('seq', '=', since.seq).executeTakeFirst();
  if (row === undefined || Buffer.from(row.hash).toString('hex') !== since.hash)
    throw new StoreTrouble('broken');
  return since;
}

/** The newest checkpoint that says it was signed with a key; null where none does. */
export async function newestCheckpoint(db: Kysely<Tables>, keyId: string): Promise<Checkpoint | null> {
  const row = await db
    .selectFrom('audit_checkpoint')
    .select(['seq', 'hash', 'at', 'signature'])
    .where('key_id', '=', keyId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, keyId };
}

/** Keeps a signed head; several processes may sign the same one. */
export async function keepCheckpoint(
  db: Kysely<Tables>,
  { keyId, ...checkpoint }: Checkpoint,
): Promise<void> {
  await db
    .insertInto('audit_checkpoint')
    .values({ ...checkpoint, key_id: keyId })
    .onConflict((conflict) => conflict.columns(['seq', 'key_id']).doNothing())
    .execute();
}
