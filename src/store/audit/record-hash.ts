import { createHash } from 'node:crypto';

/** One record of the audit log as it is stored, without its hash. */
export interface ChainedRecord {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly kind: string;
  readonly principal: string;
  readonly runId: string;
  /** Canonical JSON; what is stored is what is hashed. */
  readonly body: string;
  /** The hash of the record before this one. */
  readonly prev: Uint8Array;
}

/** What the first record has in place of a predecessor's hash. */
export const genesis: Uint8Array = new Uint8Array(32);

/** SHA-256 over every field, each behind its length in bytes, so that no byte can move from one field to the next. */
export function recordHash({ seq, at, kind, principal, runId, body, prev }: ChainedRecord): Uint8Array {
  const sha = createHash('sha256');
  for (const field of [String(seq), String(at), kind, principal, runId, body, prev]) {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    sha.update(length).update(bytes);
  }
  return sha.digest();
}
