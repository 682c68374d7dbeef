import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../kernel/clock.ts';
import type { Entry } from '../audit/entry.ts';
import { genesis, recordHash } from '../audit/record-hash.ts';
import { StoreTrouble } from '../store-trouble.ts';

/**
 * Makes the function that appends one record and returns its number. It is to be called in a transaction, which holds the lock
 * before the head is read: so processes that share the file share one chain.
 */
export function createAppend(db: DatabaseSync, clock: Pick<Clock, 'wallMs'>): (entry: Entry) => number {
  const head = db.prepare('select seq, hash from audit order by seq desc limit 1');
  const asker = db.prepare(
    // A decision may have left for a segment while its run went on.
    `select coalesce(
       (select principal from audit where run_id = :run and kind = 'decision' order by seq limit 1),
       (select principal from run where id = :run)) as principal`,
  );
  const insert = db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)');
  return ({ kind, principal, runId, body }) => {
    const last = head.get();
    const seq = Number(last?.['seq'] ?? 0) + 1;
    const prev = last === undefined ? genesis : last['hash'];
    if (!(prev instanceof Uint8Array)) throw new StoreTrouble('damaged');
    const at = Math.trunc(clock.wallMs());
    const who = principal ?? String(asker.get({ run: runId })?.['principal'] ?? '');
    const hash = recordHash({ seq, at, kind, principal: who, runId, body, prev });
    insert.run(seq, at, kind, who, runId, body, prev, hash);
    return seq;
  };
}
