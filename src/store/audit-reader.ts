import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../kernel/result.ts';
import { auditColumns, readRow, type AuditRow } from './audit-row.ts';
import { openDatabaseToRead } from './open-database.ts';
import { attempt, StoreTrouble } from './store-trouble.ts';
import { verifyChain, type ChainReport } from './verify-chain.ts';

/** Reads an audit log. */
export interface AuditReader {
  /** The newest `count` records, oldest first. */
  readonly tail: (count: number) => Result<readonly AuditRow[]>;
  /** Recomputes the whole chain; it takes about 10 µs a record and no memory that grows. */
  readonly verify: () => Result<ChainReport>;
  readonly close: () => void;
}

/** Opens an audit log that exists, to read it. */
export function openAuditReader(path: string): Result<AuditReader> {
  return attempt('The audit log cannot be opened', () => readerOf(openDatabaseToRead(path)));
}

/** The reading half of an open audit log. */
export function readerOf(db: DatabaseSync): AuditReader {
  return {
    tail: (count) => attempt('The audit log cannot be read', () => newest(db, count)),
    verify: () => attempt('The audit log cannot be read', () => verifyChain(db)),
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

function newest(db: DatabaseSync, count: number): readonly AuditRow[] {
  const select = db.prepare(`select ${auditColumns} from audit order by seq desc limit ?`);
  select.setReadBigInts(true);
  const rows = select.all(count).map(readRow);
  return rows.toReversed().map((row) => {
    if (row === null) throw new StoreTrouble('damaged');
    return row;
  });
}
