import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { listSegments } from '../segments/list-segments.ts';
import { toldOf, type SignedSegment } from '../segments/segment.ts';
import { auditColumns, readRow, type AuditRow } from './audit-row.ts';
import { brokenAt, type ChainProblem, type ChainReport } from './chain-report.ts';
import { judgeCheckpoint, type Checkpoint, type Head, type JudgeSignature } from './checkpoint.ts';
import { readCheckpoints } from './read-checkpoints.ts';
import { readJoint } from './read-joint.ts';
import { genesis, recordHash } from './record-hash.ts';

/** What a chain is compared with, beside itself. */
export interface Proofs {
  /** The head of the chain as it was kept outside the database, and the newest record that was under a signed checkpoint then. */
  readonly anchor?: (Head & { readonly signed?: number }) | null;
  /** Judges the signatures of checkpoints; where nobody can, their hashes are compared all the same. */
  readonly judge?: JudgeSignature | null;
  /** The first record that is looked at, from 1: those before it are taken as they are. */
  readonly from?: number;
}

/**
 * Recomputes the chain, one record at a time, over one snapshot of the database. A chain alone does not show that its newest records
 * were cut off, nor that its owner has written all of it anew: a signed checkpoint or an anchor shows both, up to its record.
 */
export function verifyChain(
  db: DatabaseSync,
  { anchor = null, judge = null, from = 1 }: Proofs = {},
): ChainReport {
  // One snapshot for records and checkpoints: a server goes on writing both.
  db.exec('begin');
  try {
    return walk(db, { anchor, judge, from });
  } finally {
    db.exec('rollback');
  }
}

function walk(db: DatabaseSync, { anchor, judge, from: wanted }: Required<Proofs>): ChainReport {
  const joint = readJoint(db, judge);
  if ('intact' in joint) return joint;
  // A log that is shorter than its reader thinks is read from its end on: that its end was cut off would be missed otherwise.
  const from = Math.max(Math.min(wanted, newestIn(db) + 1), joint.first);
  const select = db.prepare(`select ${auditColumns} from audit where seq >= ? order by seq`);
  select.setReadBigInts(true);
  const points = readCheckpoints(db, from);
  let point = points.next();
  let prev = from === joint.first ? joint.prev : hashBefore(db, from);
  let rows = from - 1;
  let signed = 0;
  let untold = isTold(db, joint.newest, from) ? null : joint.newest;
  if (anchor !== null && anchor.seq < from && (hashAt(db, anchor.seq) ?? anchor.hash) !== anchor.hash)
    return brokenAt(anchor.seq - 1, anchor.seq, 'rewritten');
  for (const columns of select.iterate(from === joint.first ? Number.MIN_SAFE_INTEGER : from)) {
    const checked = checkRow(columns, rows + 1, prev);
    if ('problem' in checked) return brokenAt(rows, checked.seq, checked.problem);
    if (anchor?.seq === rows + 1 && hex(checked.hash) !== anchor.hash)
      return brokenAt(rows, anchor.seq, 'rewritten');
    if (untold !== null && isToldBy(checked, untold)) untold = null;
    prev = checked.hash;
    rows += 1;
    for (; point.done !== true && point.value.seq <= rows; point = points.next()) {
      const problem = judged(point.value, hex(prev), judge);
      // Since the checkpoint before it anything may have been written anew.
      if (problem !== null) return brokenAt(Math.max(signed, from - 1), rows, problem);
      signed = rows;
    }
  }
  const known = Math.max(anchor?.seq ?? 0, point.done === true ? 0 : point.value.seq);
  if (known > rows) return brokenAt(rows, rows + 1, 'cut_off');
  if (untold !== null) return brokenAt(rows, rows + 1, 'unrecorded_segment');
  const provenThen = anchor?.signed ?? 0;
  if (judge !== null && provenThen >= from && provenThen > signed)
    return brokenAt(signed, provenThen, 'unsigned');
  return {
    intact: true,
    rows,
    head: hex(prev),
    signed: judge === null ? null : signed,
    pruned: joint.first - 1,
  };
}

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

const newestIn = (db: DatabaseSync): number =>
  Number(db.prepare('select max(seq) as newest from audit').get()?.['newest'] ?? 0);

const hashBefore = (db: DatabaseSync, from: number): Uint8Array =>
  Buffer.from(hashAt(db, from - 1) ?? hex(genesis), 'hex');

/** The hash of a record as it is stored, or as a segment ends with it; null where there is neither. */
function hashAt(db: DatabaseSync, seq: number): string | null {
  const hash = db.prepare('select hash from audit where seq = ?').get(seq)?.['hash'];
  if (hash instanceof Uint8Array) return hex(hash);
  return listSegments(db).find(({ last_seq: last }) => last === seq)?.last_hash ?? null;
}

function judged(checkpoint: Checkpoint, hash: string, judge: JudgeSignature | null): ChainProblem | null {
  const verdict = judgeCheckpoint(checkpoint, judge);
  if (verdict !== 'valid') return verdict;
  return checkpoint.hash === hash ? null : 'signed_otherwise';
}

/** Whether the records before the first that is looked at say that a segment has left. */
function isTold(db: DatabaseSync, segment: SignedSegment | null, from: number): boolean {
  if (segment === null) return true;
  const select = db.prepare(`select 1 from audit where kind = 'prune' and body = ? and seq < ?`);
  return select.get(toldOf(segment), from) !== undefined;
}

const isToldBy = ({ kind, body }: AuditRow, segment: SignedSegment): boolean =>
  kind === 'prune' && body === toldOf(segment);

type Checked = AuditRow | { readonly problem: ChainProblem; readonly seq: number };

function checkRow(columns: Record<string, SQLOutputValue>, expected: number, prev: Uint8Array): Checked {
  const row = readRow(columns);
  if (row === null) return { problem: 'malformed', seq: expected };
  if (row.seq !== expected) return { problem: 'gap', seq: Math.min(row.seq, expected) };
  if (Buffer.compare(row.prev, prev) !== 0) return { problem: 'broken_link', seq: row.seq };
  if (Buffer.compare(row.hash, recordHash(row)) !== 0) return { problem: 'hash_mismatch', seq: row.seq };
  return row;
}
