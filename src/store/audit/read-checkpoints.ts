import type { DatabaseSync } from 'node:sqlite';
import type { Checkpoint } from './checkpoint.ts';

/** The checkpoints of the records from `from` on, in their order; none in a database that has no table for them yet. */
export function* readCheckpoints(db: DatabaseSync, from: number): Generator<Checkpoint, undefined> {
  const table = db.prepare(`select 1 from sqlite_schema where name = 'audit_checkpoint'`).get();
  if (table === undefined) return;
  const select = db.prepare(
    'select seq, at, hash, key_id, signature from audit_checkpoint where seq >= ? order by seq',
  );
  for (const { seq, at, hash, key_id: keyId, signature } of select.iterate(from)) {
    yield {
      // What is no number stands behind all that are, so that it is over a record that is not there.
      seq: typeof seq === 'number' ? seq : Number.MAX_SAFE_INTEGER,
      at: Number(at),
      hash: String(hash),
      keyId: String(keyId),
      signature: String(signature),
    };
  }
}
