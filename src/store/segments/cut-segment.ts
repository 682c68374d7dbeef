import { createHash } from 'node:crypto';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createZstdCompress } from 'node:zlib';
import type { Kysely } from 'kysely';
import { genesis, recordHash } from '../audit/record-hash.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import type { Segment, WantedSegment } from './segment.ts';

/**
 * Writes the oldest records to a file of NDJSON compressed by zstd, up to the newest checkpoint that is old enough, and tells what
 * would leave the database; null where nothing is old enough. Only a chain that is whole is written: evidence does not leave.
 */
export async function cutSegment(
  db: Kysely<Tables>,
  { before, folder }: WantedSegment,
  now: number,
): Promise<Segment | null> {
  const joint = await lastSegment(db);
  const first_seq = (joint?.last_seq ?? 0) + 1;
  const end = await lastOf(db, first_seq, before);
  if (end === null) return null;
  const first_prev = joint?.last_hash ?? hex(genesis);
  const file = `audit-${padded(first_seq)}-${padded(end.seq)}.ndjson.zst`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sha256 = await writeWhole(join(folder, file), linesOf(db, first_seq, end, first_prev));
  return { first_seq, last_seq: end.seq, first_prev, last_hash: end.hash, pruned_at: now, file, sha256 };
}

/** The segment that left last. */
const lastSegment = (db: Kysely<Tables>) =>
  db
    .selectFrom('audit_segment')
    .select(['last_seq', 'last_hash'])
    .orderBy('last_seq', 'desc')
    .limit(1)
    .executeTakeFirst();

interface End {
  readonly seq: number;
  readonly hash: string;
}

/** The last record of a segment: the newest checkpoint that is old enough among so many records, or the first one behind them. */
async function lastOf(db: Kysely<Tables>, first: number, before: number): Promise<End | null> {
  const points = db
    .selectFrom('audit_checkpoint')
    .innerJoin('audit', 'audit.seq', 'audit_checkpoint.seq')
    .where('audit.at', '<', before)
    .where('audit_checkpoint.seq', '>=', first)
    // The newest record stays, for the next one to follow it.
    .where(
      'audit_checkpoint.seq',
      '<',
      db.selectFrom('audit').select((of) => of.fn.max('seq').as('newest')),
    )
    .select(['audit_checkpoint.seq', 'audit_checkpoint.hash']);
  const within = await points
    .where('audit_checkpoint.seq', '<', first + mostRecords)
    .orderBy('audit_checkpoint.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return within ?? (await points.orderBy('audit_checkpoint.seq').limit(1).executeTakeFirst()) ?? null;
}

/** They are deleted in one transaction, which others wait for. */
const mostRecords = 20_000;

async function* linesOf(db: Kysely<Tables>, first: number, end: End, prev: string): AsyncGenerator<string> {
  let next = first;
  let before = prev;
  while (next <= end.seq) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>=', next)
      .where('seq', '<=', end.seq)
      .orderBy('seq')
      .limit(pageRows)
      .execute();
    let page = '';
    for (const { run_id: runId, ...row } of rows) {
      const hash = hex(recordHash({ ...row, runId }));
      if (row.seq !== next || hex(row.prev) !== before || hex(row.hash) !== hash)
        throw new StoreTrouble('broken');
      page += `${JSON.stringify({ ...row, run_id: runId, prev: before, hash })}\n`;
      before = hash;
      next += 1;
    }
    if (rows.length === 0) throw new StoreTrouble('broken');
    yield page;
    // Records are written in between.
    await nextTurn();
  }
  if (before !== end.hash) throw new StoreTrouble('broken');
}

const pageRows = 500;

/** Writes a file whole, or none, and returns the SHA-256 of its bytes. */
async function writeWhole(path: string, lines: AsyncIterable<string>): Promise<string> {
  const unfinished = `${path}.tmp`;
  const handle = await open(unfinished, 'w', 0o600);
  const sha = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      sha.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    Readable.from(lines),
    createZstdCompress(),
    hashing,
    handle.createWriteStream({ flush: true }),
  );
  await rename(unfinished, path);
  return sha.digest('hex');
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const padded = (seq: number): string => String(seq).padStart(12, '0');
