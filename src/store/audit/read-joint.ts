import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { segmentText, type SignedSegment } from '../segments/segment.ts';
import { brokenAt, type ChainReport } from './chain-report.ts';
import type { JudgeSignature } from './checkpoint.ts';
import { genesis } from './record-hash.ts';

/** Where the records that are left begin. */
export interface Joint {
  /** The first record that is left, from 1. */
  readonly first: number;
  /** The hash of the record before it. */
  readonly prev: Uint8Array;
}

/** Follows the segments that have left a database, each to the next; the report says where one is forged, or does not follow. */
export function readJoint(db: DatabaseSync, judge: JudgeSignature | null): Joint | ChainReport {
  let first = 1;
  let prev = hex(genesis);
  for (const segment of segmentsOf(db)) {
    const { key_id: keyId, signature } = segment;
    const verdict = judge?.({ text: segmentText(segment), keyId, signature }) ?? 'valid';
    if (segment.first_seq !== first || segment.first_prev !== prev)
      return brokenAt(first - 1, first, 'bad_segment');
    if (verdict !== 'valid') return brokenAt(first - 1, first, 'forged_segment');
    first = segment.last_seq + 1;
    prev = segment.last_hash;
  }
  return { first, prev: Buffer.from(prev, 'hex') };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** None in a database that has no table for them yet. */
function segmentsOf(db: DatabaseSync): readonly SignedSegment[] {
  const table = db.prepare(`select 1 from sqlite_schema where name = 'audit_segment'`).get();
  if (table === undefined) return [];
  return db.prepare('select * from audit_segment order by first_seq').all().map(segmentIn);
}

const segmentIn = (row: Readonly<Record<string, SQLOutputValue>>): SignedSegment => ({
  first_seq: Number(row['first_seq']),
  last_seq: Number(row['last_seq']),
  first_prev: String(row['first_prev']),
  last_hash: String(row['last_hash']),
  pruned_at: Number(row['pruned_at']),
  file: String(row['file']),
  sha256: String(row['sha256']),
  key_id: String(row['key_id']),
  signature: String(row['signature']),
});
