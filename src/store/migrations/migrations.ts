import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { DatabaseKind } from '../database-kind.ts';
import { createBaselines } from './baselines.ts';
import { createCheckpoints } from './checkpoints.ts';
import { compareByBytes } from './compare-by-bytes.ts';
import { createLongRuns } from './long-runs.ts';
import { createPostgresAudit } from './postgres-audit.ts';
import { createRuns } from './runs.ts';
import { createSegments } from './segments.ts';
import { createSqliteAudit } from './sqlite-audit.ts';

type Step = (db: Kysely<unknown>, kind: DatabaseKind) => Promise<void>;

/** Every change of the schema, in order; the place in the list is the version. What is released is never edited. */
const steps: readonly (readonly [name: string, step: Step])[] = [
  ['0001_audit', (db, kind) => (kind === 'sqlite' ? createSqliteAudit(db) : createPostgresAudit(db))],
  ['0002_runs', createRuns],
  ['0003_checkpoints', createCheckpoints],
  ['0004_long_runs', createLongRuns],
  ['0005_baselines', createBaselines],
  ['0006_segments', createSegments],
];

/** The version of a database that is up to date. */
export const newestVersion = steps.length;

/** The changes as Kysely's migrator takes them. */
export const migrationsFor = (kind: DatabaseKind): Readonly<Record<string, Migration>> =>
  Object.fromEntries(
    steps.map(([name, step], index) => [
      name,
      {
        up: async (db: Kysely<unknown>) => {
          await step(db, kind);
          // What an older bailiwick asks first, before it knows any table.
          if (kind === 'postgres') await compareByBytes(db);
          else await sql.raw(`pragma user_version = ${index + 1}`).execute(db);
        },
      },
    ]),
  );
