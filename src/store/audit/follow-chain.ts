import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import type { Head } from './checkpoint.ts';
import { recordHash } from './record-hash.ts';

/** A record that follows the one before it, with both hashes in hexadecimal. */
export interface LinkedRecord extends Head {
  readonly at: number;
  readonly kind: string;
  readonly principal: string;
  readonly run_id: string;
  readonly body: string;
  readonly prev: string;
}

/**
 * Pages of the records behind a head that is known to be good, up to `last`, in their order; it throws `broken` before the first that
 * does not follow, or was changed. Others have their turn between pages.
 */
export async function* followChain(
  db: Kysely<Tables>,
  known: Head,
  last = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<readonly LinkedRecord[]> {
  for (let head = known; ;) {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', head.seq)
      .where('seq', '<=', last)
      .orderBy('seq')
      .limit(pageRows)
      .execute();
    const page: LinkedRecord[] = [];
    for (const { run_id: runId, hash: bytes, ...row } of rows) {
      const [prev, hash] = [hex(row.prev), hex(bytes)];
      const follows = row.seq === head.seq + 1 && prev === head.hash;
      if (!follows || hash !== hex(recordHash({ ...row, runId }))) throw new StoreTrouble('broken');
      head = { seq: row.seq, hash };
      page.push({ ...row, run_id: runId, prev, hash });
    }
    if (page.length > 0) yield page;
    if (rows.length < pageRows) return;
    await nextTurn();
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Some milliseconds. */
const pageRows = 500;
