import { failure, type Failure } from '../kernel/failure.ts';
import { isPostgres } from './postgres-server.ts';
import type { Config } from './schema.ts';
import { databaseSection } from './sections/database.ts';

/**
 * Refuses settings of a pool of connections where there is none: the original server took them for any database, and whoever
 * changes one would wait in vain for its effect.
 */
export function poolFailures({ database }: Config, placeOf: (path: string) => string): readonly Failure[] {
  if (isPostgres(database.url)) return [];
  return pool.flatMap((key) => {
    if (database[key] === usual[key]) return [];
    const field = `database.${key}`;
    const message = `${field}: is ${database[key]}, but records are kept by SQLite, which has no connections to count.`;
    return [
      failure('config.invalid', message, {
        field,
        rule: { text: 'a pool is for a database server', at: placeOf(field) },
        next: [`Leave ${field} out; its default is ${usual[key]}.`],
      }),
    ];
  });
}

const pool = ['pool_size', 'max_overflow', 'pool_timeout', 'pool_recycle'] as const;
const usual = databaseSection.parse({});
