import type { Kysely, Transaction } from 'kysely';
import type { Recorded } from '../pipeline/ports.ts';
import type { Entry } from './audit/entry.ts';
import type { DatabaseKind } from './database-kind.ts';
import type { Tables } from './tables.ts';

/** One open database, of either kind. What its functions throw is what the database throws; `attempt` makes failures of it. */
export interface Engine {
  readonly kind: DatabaseKind;
  readonly db: Kysely<Tables>;
  /** Writes what belongs to a record and the record itself, in one transaction, and settles when both are on the disk. */
  readonly record: (entry: Entry, beside: (tx: Transaction<Tables>) => Promise<void>) => Promise<Recorded>;
  /** Whether a record is likely to be taken now; cheap. */
  readonly writable: () => Promise<boolean>;
  /** Who else could replace the log, in one sentence; null where nobody can. */
  readonly exposure: () => string | null;
  /** Idempotent. */
  readonly close: () => Promise<void>;
}
