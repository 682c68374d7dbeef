import type { Config } from './schema.ts';

/** A PostgreSQL server that records are kept by, and how many connections it may cost. */
export interface PostgresServer {
  /** With everything that libpq reads in it, a password and `sslmode` included. */
  readonly url: string;
  /** Connections that stay open. */
  readonly poolSize: number;
  /** Connections beyond those, which are closed when they are not needed any more. */
  readonly maxOverflow: number;
  /** How long a call waits for a free connection, milliseconds. */
  readonly poolTimeoutMs: number;
  /** After how long a connection is replaced, seconds. */
  readonly poolRecycleSec: number;
}

/** Whether a `database.url` names a PostgreSQL server. */
export const isPostgres = (url: string): boolean => /^postgres(?:ql)?:/.test(url);

/** Host, port and database of a server's URL, to be shown: neither its user nor its password. */
export function serverName(url: string): string {
  const { protocol, host, pathname } = URL.parse(url) ?? {};
  return protocol === undefined ? 'postgres:' : `${protocol}//${host}${pathname}`;
}

/** The configured server; null where records are kept in a file. */
export const postgresServer = ({ database }: Configured): PostgresServer | null =>
  isPostgres(database.url)
    ? {
        url: database.url,
        poolSize: database.pool_size,
        maxOverflow: database.max_overflow,
        poolTimeoutMs: database.pool_timeout * 1000,
        poolRecycleSec: database.pool_recycle,
      }
    : null;

interface Configured {
  readonly database: Pick<
    Config['database'],
    'url' | 'pool_size' | 'max_overflow' | 'pool_timeout' | 'pool_recycle'
  >;
}
