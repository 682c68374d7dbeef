import { hash } from 'node:crypto';

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
  const texts = [String(seq), String(at), kind, principal, runId, body];
  // Nothing is left behind by a record: a million of them are hashed in the memory of one.
  const most = texts.reduce((sum, text) => sum + lengthBytes + text.length * 3, lengthBytes + prev.length);
  if (scratch.length < most) scratch = Buffer.allocUnsafe(most * 2);
  let end = 0;
  for (const text of texts) {
    const bytes = scratch.write(text, end + lengthBytes);
    scratch.writeUInt32BE(bytes, end);
    end += lengthBytes + bytes;
  }
  scratch.writeUInt32BE(prev.length, end);
  scratch.set(prev, end + lengthBytes);
  end += lengthBytes + prev.length;
  return hash('sha256', scratch.subarray(0, end), 'buffer');
}

const lengthBytes = 4;

/** A UTF-16 unit takes three bytes of UTF-8 at most. */
let scratch = Buffer.allocUnsafe(16_384);
