import type { DatabaseSync } from 'node:sqlite';
import type { Result } from '../../kernel/result.ts';
import type { StoreSettings } from '../open-store.ts';
import { openPostgresReader } from '../postgres/open-postgres-reader.ts';
import { listSegments } from '../segments/list-segments.ts';
import { fileIn, readSegment } from '../segments/read-segment.ts';
import { segmentsOfSpan } from '../segments/segments-of-span.ts';
import { verifySegments } from '../segments/verify-segments.ts';
import { openDatabaseToRead } from '../sqlite/open-database.ts';
import { attempt, StoreTrouble } from '../store-trouble.ts';
import { auditColumns, readRow, type AuditRow } from './audit-row.ts';
import type { AuditReader } from './reader.ts';
import { toolIn } from './record-filter.ts';
import { readFields } from './stored-fields.ts';
import type { Span } from './touches.ts';
import { verifyChain } from './verify-chain.ts';

/** Opens an audit log that exists, to read it; files of its segments are looked for in `archive`, null for nowhere. */
export async function openAuditReader(
  { path, server = null }: Pick<StoreSettings, 'path' | 'server'>,
  archive: string | null = null,
): Promise<Result<AuditReader>> {
  return await attempt('The audit log cannot be opened', async () =>
    server === null
      ? readerOf(openDatabaseToRead(path), archive)
      : openPostgresReader(server, (copy) => readerOf(copy, archive)),
  );
}

const readerOf = (db: DatabaseSync, archive: string | null): AuditReader => ({
  tail: (count) => attempt(unread, async () => newest(db, count)),
  verify: (proofs) => attempt(unread, async () => verifyChain(db, proofs)),
  within: (span) => allWithin(db, archive, span),
  toolOf: async ({ runId, body }) => toolIn(readFields(body)) ?? toolDecidedOn(db, runId),
  absent: (span) =>
    attempt(unread, async () =>
      segmentsOfSpan(listSegments(db), span).filter((segment) => fileIn(archive, segment) === null),
    ),
  verifySegments: () => attempt(unread, () => verifySegments(archive, listSegments(db))),
  close: () => {
    if (db.isOpen) db.close();
  },
});

async function* allWithin(db: DatabaseSync, archive: string | null, span: Span): AsyncGenerator<AuditRow> {
  for (const segment of segmentsOfSpan(listSegments(db), span)) {
    const file = fileIn(archive, segment);
    if (file === null) continue;
    for await (const row of readSegment(file, segment))
      if (row.at >= span.from && row.at <= span.to) yield row;
  }
  yield* rowsWithin(db, span);
}

/** A page at a time, since a reader that stays open holds up the writers' checkpoints. */
async function* rowsWithin(db: DatabaseSync, { from, to }: Span): AsyncGenerator<AuditRow> {
  // By the index on times: a day of a log of years is found without reading the years.
  const ends = db.prepare('select min(seq) as first, max(seq) as last from audit where at between ? and ?');
  const { first, last } = ends.get(from, to) ?? {};
  if (typeof first !== 'number' || typeof last !== 'number') return;
  const select = db.prepare(
    `select ${auditColumns} from audit where seq > ? and seq <= ? and at between ? and ? order by seq limit ${pageRows}`,
  );
  select.setReadBigInts(true);
  for (let after = first - 1, read = pageRows; read === pageRows;) {
    const rows = select.all(after, last, from, to).map(readRow);
    for (const row of rows) {
      if (row === null) throw new StoreTrouble('damaged');
      after = row.seq;
      yield row;
    }
    read = rows.length;
  }
}

const pageRows = 1000;

function toolDecidedOn(db: DatabaseSync, runId: string): string | null {
  const decision = `select body from audit where run_id = ? and kind = 'decision' order by seq limit 1`;
  const body = db.prepare(decision).get(runId)?.['body'];
  return typeof body === 'string' ? toolIn(readFields(body)) : null;
}

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
