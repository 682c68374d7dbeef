import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresServer } from '../../config/postgres-server.ts';
import type { Result } from '../../kernel/result.ts';
import type { AuditRow } from '../audit/audit-row.ts';
import type { AuditReader } from '../audit/reader.ts';
import { toolIn } from '../audit/record-filter.ts';
import { readFields } from '../audit/stored-fields.ts';
import type { Span } from '../audit/touches.ts';
import { attempt } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import { copyLog, type CopiedRecords } from './copy-log.ts';
import { createPool } from './create-pool.ts';
import { postgresVersion } from './postgres-version.ts';

/** What reads a copy of the log in SQLite; the copy is closed with it. */
type ReaderOfCopy = (copy: Awaited<ReturnType<typeof copyLog>>) => AuditReader;

/**
 * Reads the audit log of a PostgreSQL server: each question a copy of the records that it needs. It throws what the server throws.
 */
export async function openPostgresReader(
  server: PostgresServer,
  readerOf: ReaderOfCopy,
): Promise<AuditReader> {
  const pool = await createPool({ ...server, poolSize: 1, maxOverflow: 0 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  let closed = false;
  const close = (): void => {
    if (!closed) void pool.end();
    closed = true;
  };
  try {
    await postgresVersion(db);
  } catch (thrown) {
    close();
    throw thrown;
  }
  const ask = async <T>(
    records: CopiedRecords,
    question: (reader: AuditReader) => Promise<Result<T>>,
  ): Promise<Result<T>> => {
    const copied = await attempt('The audit log cannot be read', () => copyLog(db, records));
    if (!copied.ok) return copied;
    const reader = readerOf(copied.value);
    try {
      return await question(reader);
    } finally {
      reader.close();
    }
  };
  return {
    tail: (count) => ask({ kind: 'newest', count }, (reader) => reader.tail(count)),
    verify: (proofs) => ask({ kind: 'all' }, (reader) => reader.verify(proofs)),
    within: (span) => rowsWithin(db, readerOf, span),
    toolOf: async ({ runId, body }) => toolIn(readFields(body)) ?? (await toolDecidedOn(db, runId)),
    absent: (span) => ask({ kind: 'none' }, (reader) => reader.absent(span)),
    verifySegments: () => ask({ kind: 'none' }, (reader) => reader.verifySegments()),
    close,
  };
}

async function* rowsWithin(
  db: Kysely<Tables>,
  readerOf: ReaderOfCopy,
  { from, to }: Span,
): AsyncGenerator<AuditRow> {
  const reader = readerOf(await copyLog(db, { kind: 'within', from, to }));
  try {
    yield* reader.within({ from, to });
  } finally {
    reader.close();
  }
}

async function toolDecidedOn(db: Kysely<Tables>, runId: string): Promise<string | null> {
  const decision = await db
    .selectFrom('audit')
    .select('body')
    .where('run_id', '=', runId)
    .where('kind', '=', 'decision')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return decision === undefined ? null : toolIn(readFields(decision.body));
}
