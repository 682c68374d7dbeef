import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { auditColumns, readRow } from './audit-row.ts';
import { genesis, recordHash } from './record-hash.ts';

/** What is wrong with a record: one is missing, it does not follow from its predecessor, it was changed, or it is unreadable. */
export type ChainProblem = 'gap' | 'broken_link' | 'hash_mismatch' | 'malformed';

/** The first place where the chain breaks, or its head, which proves every record when it is kept somewhere else. */
export type ChainReport =
  | { readonly intact: true; readonly rows: number; readonly head: string }
  | {
      readonly intact: false;
      /** The records before this place, which are good. */
      readonly rows: number;
      readonly seq: number;
      readonly problem: ChainProblem;
      /** One sentence for a person. */
      readonly message: string;
    };

/**
 * Recomputes the whole chain, one record at a time, over one snapshot of the database. A chain alone does not show that its
 * newest records were cut off, nor that its owner has written all of it anew: compare `head` with one that was kept elsewhere.
 */
export function verifyChain(db: DatabaseSync): ChainReport {
  const select = db.prepare(`select ${auditColumns} from audit order by seq`);
  select.setReadBigInts(true);
  let prev = genesis;
  let rows = 0;
  for (const columns of select.iterate()) {
    const checked = checkRow(columns, rows + 1, prev);
    if ('problem' in checked) {
      return { intact: false, rows, ...checked, message: messages[checked.problem](checked.seq) };
    }
    prev = checked.hash;
    rows += 1;
  }
  return { intact: true, rows, head: Buffer.from(prev).toString('hex') };
}

type Checked = { readonly hash: Uint8Array } | { readonly problem: ChainProblem; readonly seq: number };

function checkRow(columns: Record<string, SQLOutputValue>, expected: number, prev: Uint8Array): Checked {
  const row = readRow(columns);
  if (row === null) return { problem: 'malformed', seq: expected };
  if (row.seq !== expected) return { problem: 'gap', seq: Math.min(row.seq, expected) };
  if (Buffer.compare(row.prev, prev) !== 0) return { problem: 'broken_link', seq: row.seq };
  if (Buffer.compare(row.hash, recordHash(row)) !== 0) return { problem: 'hash_mismatch', seq: row.seq };
  return { hash: row.hash };
}

const messages = {
  gap: (seq) => `Record ${seq} is missing, or was never written by bailiwick.`,
  broken_link: (seq) =>
    `Record ${seq} does not follow the record before it: one was put in, taken out or moved.`,
  hash_mismatch: (seq) => `Record ${seq} was changed after it was written.`,
  malformed: (seq) => `Record ${seq} cannot be read: the table was rebuilt.`,
} as const satisfies Record<ChainProblem, (seq: number) => string>;
