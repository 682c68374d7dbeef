import type { DatabaseSync } from 'node:sqlite';
import { listSegments } from '../segments/list-segments.ts';
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
  /** The last segment that has left, of which a record behind it must tell; null where none has. */
  readonly newest: SignedSegment | null;
}

/** Follows the segments that have left a database, each to the next; the report says where one is forged, or does not follow. */
export function readJoint(db: DatabaseSync, judge: JudgeSignature | null): Joint | ChainReport {
  let first = 1;
  let prev = hex(genesis);
  let newest: SignedSegment | null = null;
  for (const { until: _, ...segment } of listSegments(db)) {
    const { key_id: keyId, signature } = segment;
    const verdict = judge?.({ text: segmentText(segment), keyId, signature }) ?? 'valid';
    if (segment.first_seq !== first || segment.first_prev !== prev)
      return brokenAt(first - 1, first, 'bad_segment');
    if (verdict !== 'valid') return brokenAt(first - 1, first, 'forged_segment');
    first = segment.last_seq + 1;
    prev = segment.last_hash;
    newest = segment;
  }
  return { first, prev: Buffer.from(prev, 'hex'), newest };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
