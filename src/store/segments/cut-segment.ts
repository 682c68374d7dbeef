import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { Head } from '../audit/checkpoint.ts';
import { followChain } from '../audit/follow-chain.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import { lastJoint } from './last-joint.ts';
import type { CutSegment, WantedSegment } from './segment.ts';

/**
 * Writes the oldest records to a file of NDJSON compressed by zstd, up to the newest checkpoint that is old enough, and tells what
 * would leave the database; null where nothing is old enough. Only a chain that is whole is written: evidence does not leave.
 */
export async function cutSegment(
  db: Kysely<Tables>,
  { before, folder, keyId }: WantedSegment,
  now: number,
): Promise<CutSegment | null> {
  const joint = await lastJoint(db);
  const first_seq = joint.seq + 1;
  const found = await lastOf(db, first_seq, before, keyId);
  if (found === null) return null;
  const proof = { ...found, keyId };
  const { seq: last_seq, hash: last_hash } = proof;
  const file = `audit-${padded(first_seq)}-${padded(last_seq)}.ndjson.zst`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const sha256 = await writeWhole(folder, file, linesOf(db, joint, proof));
  const segment = { first_seq, last_seq, first_prev: joint.hash, last_hash, pruned_at: now, file, sha256 };
  return { segment, proof };
}

/** The last record of a segment: the newest checkpoint that is old enough among so many records, or the first one behind them. */
async function lastOf(db: Kysely<Tables>, first: number, before: number, keyId: string) {
  const points = db
    .selectFrom('audit_checkpoint')
    .innerJoin('audit', 'audit.seq', 'audit_checkpoint.seq')
    .where('audit_checkpoint.key_id', '=', keyId)
    .where('audit.at', '<', before)
    .where('audit_checkpoint.seq', '>=', first)
    // The newest record stays, for the next one to follow it.
    .where(
      'audit_checkpoint.seq',
      '<',
      db.selectFrom('audit').select((of) => of.fn.max('seq').as('newest')),
    )
    .select([
      'audit_checkpoint.seq',
      'audit_checkpoint.hash',
      'audit_checkpoint.at',
      'audit_checkpoint.signature',
    ]);
  const within = await points
    .where('audit_checkpoint.seq', '<', first + mostRecords)
    .orderBy('audit_checkpoint.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return within ?? (await points.orderBy('audit_checkpoint.seq').limit(1).executeTakeFirst()) ?? null;
}

/** They are deleted in one transaction, which others wait for. */
const mostRecords = 20_000;

async function* linesOf(db: Kysely<Tables>, joint: Head, end: Head): AsyncGenerator<string> {
  let head = joint;
  for await (const page of followChain(db, joint, end.seq)) {
    yield page.map((record) => `${JSON.stringify(record)}\n`).join('');
    head = page.at(-1) ?? head;
  }
  if (head.seq !== end.seq || head.hash !== end.hash) throw new StoreTrouble('broken');
}

/** Writes a file whole, or none, and returns the SHA-256 of its bytes. It is on the disk before its records leave the database. */
async function writeWhole(folder: string, name: string, lines: AsyncIterable<string>): Promise<string> {
  // Two processes may cut the same segment at once.
  const unfinished = join(folder, `${name}.${randomUUID()}.tmp`);
  const sha = createHash('sha256');
  const hashing = new Transform({
    transform: (chunk: Uint8Array, _, done) => {
      sha.update(chunk);
      done(null, chunk);
    },
  });
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await pipeline(
      Readable.from(lines),
      createZstdCompress(),
      hashing,
      handle.createWriteStream({ flush: true }),
    );
    await rename(unfinished, join(folder, name));
  } catch (thrown) {
    await rm(unfinished, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
  return sha.digest('hex');
}

/** Until then a new name may be lost with the machine's current. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const padded = (seq: number): string => String(seq).padStart(12, '0');
