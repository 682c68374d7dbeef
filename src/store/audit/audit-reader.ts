import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../kernel/result.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import { attempt, StoreTrouble } from '../store-trouble.ts';
import { auditColumns, readRow, type AuditRow } from './audit-row.ts';
import type { ChainReport } from './chain-report.ts';
import type { Span } from './touches.ts';
import { verifyChain, type Proofs } from './verify-chain.ts';

/** Reads an audit log. */
export interface AuditReader {
  /** The newest `count` records, oldest first. */
  readonly tail: (count: number) => Promise<Result<readonly AuditRow[]>>;
  /** Recomputes the whole chain; it takes about 10 µs a record and no memory that grows. */
  readonly verify: (proofs?: Proofs) => Promise<Result<ChainReport>>;
  /** The records of a span of time, in their order; it throws `StoreTrouble` and what the database throws. */
  readonly within: (span: Span) => AsyncIterable<AuditRow>;
  readonly close: () => void;
}

/** Opens an audit log that exists, to read it. */
export async function openAuditReader(path: string): Promise<Result<AuditReader>> {
  return await attempt('The audit log cannot be opened', async () => readerOf(openDatabaseToRead(path)));
}

const readerOf = (db: DatabaseSync): AuditReader => ({
  tail: (count) => attempt(unread, async () => newest(db, count)),
  verify: (proofs) => attempt(unread, async () => verifyChain(db, proofs)),
  within: (span) => rowsWithin(db, span),
  close: () => {
    if (db.isOpen) db.close();
  },
});

/** A page at a time, since a reader that stays open holds up the writers' checkpoints. */
async function* rowsWithin(db: DatabaseSync, { from, to }: Span): AsyncGenerator<AuditRow> {
  const select = db.prepare(
    `select ${auditColumns} from audit where seq > ? and at between ? and ? order by seq limit ${pageRows}`,
  );
  select.setReadBigInts(true);
  for (let after = 0, read = pageRows; read === pageRows;) {
    const rows = select.all(after, from, to).map(readRow);
    for (const row of rows) {
      if (row === null) throw new StoreTrouble('damaged');
      after = row.seq;
      yield row;
    }
    read = rows.length;
  }
}

const pageRows = 1000;

const unread = 'The audit log cannot be read';

function newest(db: DatabaseSync, count: number): readonly AuditRow[] {
  const select = db.prepare(`select ${auditColumns} from audit order by seq desc limit ?`);
  select.setReadBigInts(true);
  const rows = select.all(count).map(readRow);
  return rows.toReversed().map((row) => {
    if (row === null) throw new StoreTrouble('damaged');
    return row;
  });
}
