import type { Kysely } from 'kysely';
import type { Head } from '../audit/checkpoint.ts';
import { genesis } from '../audit/record-hash.ts';
import type { Tables } from '../tables.ts';

/** The last record that has left the database; number 0 where none has. */
export async function lastJoint(db: Kysely<Tables>): Promise<Head> {
  const segment = await db
    .selectFrom('audit_segment')
    .select(['last_seq', 'last_hash'])
    .orderBy('last_seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return segment === undefined
    ? { seq: 0, hash: Buffer.from(genesis).toString('hex') }
    : { seq: segment.last_seq, hash: segment.last_hash };
}
