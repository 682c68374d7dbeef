import type { Engine } from '../engine.ts';
import { StoreTrouble } from '../store-trouble.ts';
import { toldOf, type SignedSegment } from './segment.ts';

/**
 * Takes a signed segment out of the database, and records that in the log, in one transaction. Without the row of the segment, which
 * is written first, the database lets nobody delete a record.
 */
export async function dropSegment(engine: Engine, segment: SignedSegment): Promise<void> {
  const { first_seq, last_seq } = segment;
  const entry = { kind: 'prune', principal: 'bailiwick', runId: '', body: toldOf(segment) } as const;
  await engine.record(entry, async (tx) => {
    const first = await tx.selectFrom('audit').select('seq').orderBy('seq').limit(1).executeTakeFirst();
    // Another process has been faster.
    if (first?.seq !== first_seq) throw new StoreTrouble('locked');
    await tx.insertInto('audit_segment').values(segment).execute();
    await tx.deleteFrom('audit').where('seq', '<=', last_seq).execute();
  });
}
