import type { Engine } from '../engine.ts';
import type { Checkpoint, Head } from './checkpoint.ts';

/** The newest record; null where there is none. */
export async function readHead({ db }: Pick<Engine, 'db'>): Promise<Head | null> {
  const row = await db
    .selectFrom('audit')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : { seq: row.seq, hash: Buffer.from(row.hash).toString('hex') };
}

/** Keeps a signed head; several processes may sign the same one. */
export async function keepCheckpoint(
  { db }: Pick<Engine, 'db'>,
  { keyId, ...checkpoint }: Checkpoint,
): Promise<void> {
  await db
    .insertInto('audit_checkpoint')
    .values({ ...checkpoint, key_id: keyId })
    .onConflict((conflict) => conflict.columns(['seq', 'key_id']).doNothing())
    .execute();
}
