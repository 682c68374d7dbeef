import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { auditColumns, readRow } from './audit-row.ts';
import { genesis, recordHash } from './record-hash.ts';

/** What is wrong with a record: one is missing, it does not follow from its predecessor, it was changed, it is unreadable, or it is not what an anchor says. */
export type ChainProblem = 'gap' | 'broken_link' | 'hash_mismatch' | 'malformed' | 'cut_off' | 'rewritten';

/** The head of the chain as it was kept outside the database: the number of its newest record, and that record's hash in hex. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

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
 * newest records were cut off, nor that its owner has written all of it anew: an `anchor` shows both, up to its record.
 */
export function verifyChain(db: DatabaseSync, anchor: Anchor | null = null): ChainReport {
  const select = db.prepare(`select ${auditColumns} from audit order by seq`);
  select.setReadBigInts(true);
  let prev = genesis;
  let rows = 0;
  for (const columns of select.iterate()) {
    const checked = checkRow(columns, rows + 1, prev);
    if ('problem' in checked) {
      return brokenAt(rows, checked.seq, checked.problem);
    }
    if (anchor?.seq === rows + 1 && hex(checked.hash) !== anchor.hash) {
      return brokenAt(rows, anchor.seq, 'rewritten');
    }
    prev = checked.hash;
    rows += 1;
  }
  if (anchor !== null && anchor.seq > rows) return brokenAt(rows, rows + 1, 'cut_off');
  return { intact: true, rows, head: hex(prev) };
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

const brokenAt = (rows: number, seq: number, problem: ChainProblem): ChainReport => ({
  intact: false,
  rows,
  seq,
  problem,
  message: messages[problem](seq),
});

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
  cut_off: (seq) =>
    `Record ${seq} is missing: an anchor shows that the log was longer, and its end was cut off.`,
  rewritten: (seq) =>
    `Record ${seq} is not the one that the anchor names: it, or records before it, were written anew.`,
} as const satisfies Record<ChainProblem, (seq: number) => string>;
