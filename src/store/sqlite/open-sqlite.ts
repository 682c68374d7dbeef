import { Kysely } from 'kysely';
import type { Clock } from '../../kernel/clock.ts';
import type { Engine } from '../engine.ts';
import { migrate } from '../migrations/migrate.ts';
import { newestVersion } from '../migrations/migrations.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';
import { createAppend } from './append.ts';
import { watchFile } from './file-watch.ts';
import { openDatabase } from './open-database.ts';
import { createPatience } from './patience.ts';
import { schemaVersion } from './schema-version.ts';
import { sqliteDialect } from './sqlite-dialect.ts';

export interface SqliteSettings {
  readonly path: string;
  readonly clock: Pick<Clock, 'wallMs'>;
  /** How long a record waits for other processes' records, which take a millisecond each. */
  readonly waitMs: number;
}

/** Opens the database at `path`, and makes it where there is none: the folder 0700, the file 0600. It throws what the system throws. */
export async function openSqlite({ path, clock, waitMs }: SqliteSettings): Promise<Engine> {
  const raw = openDatabase(path, openWaitMs);
  try {
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
    if (schemaVersion(raw) < newestVersion) await migrate(db, 'sqlite');
    const patience = createPatience(raw, db, waitMs);
    const append = createAppend(raw, clock);
    const file = watchFile(path);
    return {
      kind: 'sqlite',
      db,
      record: async (entry, beside) => {
        // SQLite would go on and write to a file that nobody will ever find again.
        if (raw.isOpen && !file.inPlace()) throw new StoreTrouble('moved');
        return await patience.during(() =>
          db.transaction().execute(async (tx) => {
            await beside(tx);
            return { seq: append(entry) };
          }),
        );
      },
      writable: async () => raw.isOpen && file.inPlace() && file.writable() && (await patience.recovered()),
      exposure: file.exposure,
      close: async () => {
        if (raw.isOpen) raw.close();
      },
    };
  } catch (thrown) {
    raw.close();
    throw thrown;
  }
}

/** Servers that start together take turns at making the file. */
const openWaitMs = 10_000;
