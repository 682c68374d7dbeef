import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import { postgresVersion } from './postgres-version.ts';

/** Which records are copied; all segments and checkpoints are. */
export type CopiedRecords =
  | { readonly kind: 'all' | 'none' }
  | { readonly kind: 'newest'; readonly count: number }
  /** Milliseconds since the Unix epoch, both ends included. */
  | { readonly kind: 'within'; readonly from: number; readonly to: number };

/**
 * Copies an audit log, as it is at one moment, to a temporary database of SQLite: one verifier reads both kinds, record by record,
 * and what it says of a log does not depend on where that is kept. SQLite keeps the copy in a file without a name, so that memory
 * does not grow, and it is gone when it is closed. The copy has no constraint: it takes whatever has been done to the log.
 */
export async function copyLog(db: Kysely<Tables>, records: CopiedRecords): Promise<DatabaseSync> {
  const copy = new DatabaseSync('');
  try {
    for (const [table, columns] of Object.entries(tables))
      copy.exec(`create table ${table} (${columns.join(', ')})`);
    copy.exec('create index audit_seq on audit (seq); create index audit_at on audit (at)');
    if ((await postgresVersion(db)) === 0) return copy;
    await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        await copyTable(tx, copy, 'audit', where(records));
        await copyTable(tx, copy, 'audit_checkpoint', 'true');
        await copyTable(tx, copy, 'audit_segment', 'true');
      });
    return copy;
  } catch (thrown) {
    copy.close();
    throw thrown;
  }
}

const tables = {
  audit: ['seq', 'at', 'kind', 'principal', 'run_id', 'body', 'prev', 'hash'],
  audit_checkpoint: ['seq', 'key_id', 'hash', 'at', 'signature'],
  audit_segment: [
    'first_seq',
    'last_seq',
    'first_prev',
    'last_hash',
    'pruned_at',
    'file',
    'sha256',
    'key_id',
    'signature',
  ],
} as const;

/** Numbers of ours alone are in it. */
function where(records: CopiedRecords): string {
  switch (records.kind) {
    case 'all':
      return 'true';
    case 'none':
      return 'false';
    case 'newest':
      return `seq > (select max(seq) from audit) - ${Math.trunc(records.count)}`;
    case 'within':
      return `at between ${Math.trunc(records.from)} and ${Math.trunc(records.to)}`;
  }
}

async function copyTable(
  tx: Kysely<Tables>,
  copy: DatabaseSync,
  table: keyof typeof tables,
  condition: string,
): Promise<void> {
  const columns = tables[table];
  const insert = copy.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`);
  const select = `select ${columns.join(', ')} from ${table} where ${condition} order by ${columns[0]}`;
  await sql.raw(`declare ${table}_rows no scroll cursor for ${select}`).execute(tx);
  for (let read = pageRows; read === pageRows;) {
    const page = sql.raw<Readonly<Record<string, string | number | Uint8Array>>>(
      `fetch ${pageRows} from ${table}_rows`,
    );
    const { rows } = await page.execute(tx);
    copy.exec('begin');
    for (const row of rows) insert.run(...columns.map((column) => storable(row[column] ?? null)));
    copy.exec('commit');
    read = rows.length;
  }
}

/** SQLite would take a number of JavaScript for a fraction. */
const storable = (value: SQLInputValue): SQLInputValue => (typeof value === 'number' ? BigInt(value) : value);

const pageRows = 1000;
