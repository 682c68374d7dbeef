import { canonicalJson } from '../audit/canonical-json.ts';
import type { Checkpoint } from '../audit/checkpoint.ts';

/** Records of the audit log from its beginning that leave the database together; their file has every byte of them. */
export interface Segment {
  readonly first_seq: number;
  /** A record under a checkpoint. */
  readonly last_seq: number;
  /** The hash before the first record, in hexadecimal. */
  readonly first_prev: string;
  /** The hash of the last one: the log goes on from there. */
  readonly last_hash: string;
  /** When it left, milliseconds since the Unix epoch. */
  readonly pruned_at: number;
  /** The name of its file, and the SHA-256 of that in hexadecimal. */
  readonly file: string;
  readonly sha256: string;
}

/** A segment that may leave: what goes on without it is proven by a signature. */
export interface SignedSegment extends Segment {
  readonly key_id: string;
  /** Ed25519 over `segmentText`, in Base64. */
  readonly signature: string;
}

/** A segment that is cut, and what its records are proven by. */
export interface CutSegment {
  readonly segment: Segment;
  /** It stands over the last record: nothing leaves before its signature was found to be good. */
  readonly proof: Checkpoint;
}

/** Which records may leave, and where they go. */
export interface WantedSegment {
  /** Records that were written before then, milliseconds since the Unix epoch. */
  readonly before: number;
  /** The folder of the files, absolute; it is made where there is none. */
  readonly folder: string;
  /** The key of the checkpoint that they end at. */
  readonly keyId: string;
}

/** What the record says that tells of a segment which has left. */
export const toldOf = (segment: SignedSegment): string => canonicalJson(segment);

/** Exactly what is signed. */
export const segmentText = (segment: Segment): string =>
  `bailiwick audit segment 1\n${[
    segment.first_seq,
    segment.last_seq,
    segment.first_prev,
    segment.last_hash,
    segment.pruned_at,
    segment.file,
    segment.sha256,
  ].join('\n')}\n`;
