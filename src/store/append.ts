import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../kernel/clock.ts';
import { genesis, recordHash } from './record-hash.ts';
import { StoreTrouble } from './store-trouble.ts';

/** What is appended; the place in the chain and the time are added. */
export interface Entry {
  readonly kind: 'decision' | 'outcome';
  /** Who asked; null for the principal of the run's decision. */
  readonly principal: string | null;
  readonly runId: string;
  readonly body: string;
}

/**
 * Makes the function that appends one record and returns its number, after it is on the disk. It throws what SQLite throws.
 * The lock is taken before the head is read, so processes that share the file also share one chain.
 */
export function createAppend(db: DatabaseSync, clock: Pick<Clock, 'wallMs'>): (entry: Entry) => number {
  const head = db.prepare('select seq, hash from audit order by seq desc limit 1');
  const asker = db.prepare(
    `select principal from audit where run_id = ? and kind = 'decision' order by seq limit 1`,
  );
  const insert = db.prepare('insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)');

  const write = ({ kind, principal, runId, body }: Entry): number => {
    const last = head.get();
    const seq = Number(last?.['seq'] ?? 0) + 1;
    const prev = last === undefined ? genesis : last['hash'];
    if (!(prev instanceof Uint8Array)) throw new StoreTrouble('damaged');
    const at = Math.trunc(clock.wallMs());
    const who = principal ?? String(asker.get(runId)?.['principal'] ?? '');
    const hash = recordHash({ seq, at, kind, principal: who, runId, body, prev });
    insert.run(seq, at, kind, who, runId, body, prev, hash);
    return seq;
  };

  return (entry) => {
    db.exec('begin immediate');
    try {
      const seq = write(entry);
      db.exec('commit');
      return seq;
    } catch (thrown) {
      if (db.isTransaction) db.exec('rollback');
      throw thrown;
    }
  };
}
