import type { Result } from '../kernel/result.ts';
import type { DatabaseFacts } from './database-facts.ts';
import type { StoreSettings } from './open-store.ts';
import { postgresFacts } from './postgres/postgres-facts.ts';
import { sqliteFacts } from './sqlite/sqlite-facts.ts';
import { attempt } from './store-trouble.ts';

/** Reads the facts of a database that exists, and changes nothing. */
export const databaseFacts = ({
  path,
  server = null,
}: Pick<StoreSettings, 'path' | 'server'>): Promise<Result<DatabaseFacts>> =>
  attempt('The database cannot be read', async () =>
    server === null ? sqliteFacts(path) : await postgresFacts(server),
  );
