import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { SignedSegment } from './segment.ts';

/** A segment that has left a database, with the time by which all its records were written. */
export interface ListedSegment extends SignedSegment {
  /** When the checkpoint over its last record was signed, milliseconds since the Unix epoch; null where nobody knows. */
  readonly until: number | null;
}

/** The segments that have left a database, in their order; none in one that has no table for them yet. */
export function listSegments(db: DatabaseSync): readonly ListedSegment[] {
  const table = db.prepare(`select 1 from sqlite_schema where name = 'audit_segment'`).get();
  if (table === undefined) return [];
  const select = db.prepare(
    `select audit_segment.*, audit_checkpoint.at as until
     from audit_segment left join audit_checkpoint
       on audit_checkpoint.seq = audit_segment.last_seq and audit_checkpoint.key_id = audit_segment.key_id
     order by first_seq`,
  );
  return select.all().map(segmentIn);
}

const segmentIn = (row: Readonly<Record<string, SQLOutputValue>>): ListedSegment => ({
  first_seq: Number(row['first_seq']),
  last_seq: Number(row['last_seq']),
  first_prev: String(row['first_prev']),
  last_hash: String(row['last_hash']),
  pruned_at: Number(row['pruned_at']),
  file: String(row['file']),
  sha256: String(row['sha256']),
  key_id: String(row['key_id']),
  signature: String(row['signature']),
  until: typeof row['until'] === 'number' ? row['until'] : null,
});
