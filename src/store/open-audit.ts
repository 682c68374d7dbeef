import type { Clock } from '../kernel/clock.ts';
import { quote } from '../kernel/quote.ts';
import type { Result } from '../kernel/result.ts';
import type { AuditLog } from '../pipeline/ports.ts';
import { createAppend, type Entry } from './append.ts';
import { readerOf, type AuditReader } from './audit-reader.ts';
import { watchFile } from './file-watch.ts';
import { openDatabase } from './open-database.ts';
import { createPatience } from './patience.ts';
import { decisionBody, outcomeBody } from './record-body.ts';
import { attempt, StoreTrouble } from './store-trouble.ts';

/** The audit log: a chain of records that only grows. Nothing here throws; without a record nothing may be started. */
export interface AuditStore extends AuditLog, AuditReader {
  /** Whether an append is likely to succeed; cheap, for readiness. */
  readonly writable: () => boolean;
  /** Who else could replace the log, in one sentence; null where nobody can. */
  readonly exposure: () => string | null;
}

interface AuditSettings {
  readonly path: string;
  readonly clock: Clock;
  /** How long an append waits for other processes' appends, which take a millisecond each; nothing else happens meanwhile. */
  readonly waitMs?: number;
}

/** Opens the audit log at `path`, and makes it where there is none: the folder 0700, the file 0600. */
export function openAudit({ path, clock, waitMs = 2000 }: AuditSettings): Result<AuditStore> {
  return attempt(`The audit log ${quote(path, 200)} cannot be opened`, () => {
    const db = openDatabase(path, openWaitMs);
    const patience = createPatience(db, waitMs);
    const append = createAppend(db, clock);
    const file = watchFile(path);
    const record = (entryOf: () => Entry): Result<{ readonly seq: number }> =>
      attempt('The audit record could not be written', () => {
        // SQLite would go on and write to a file that nobody will ever find again.
        if (db.isOpen && !file.inPlace()) throw new StoreTrouble('moved');
        const entry = entryOf();
        return { seq: patience.during(() => append(entry)) };
      });
    return {
      ...readerOf(db),
      decision: (decided) =>
        record(() => ({
          kind: 'decision',
          principal: decided.caller.principal,
          runId: decided.runId,
          body: decisionBody(decided),
        })),
      outcome: (ended) =>
        record(() => ({ kind: 'outcome', principal: null, runId: ended.runId, body: outcomeBody(ended) })),
      writable: () => db.isOpen && file.inPlace() && file.writable() && patience.recovered(),
      exposure: file.exposure,
    };
  });
}

/** Servers that start together take turns at making the file. */
const openWaitMs = 10_000;
