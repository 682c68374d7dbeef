import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { PoolClient } from 'pg';
import type { PostgresServer } from '../../config/postgres-server.ts';
import { StoreTrouble } from '../store-trouble.ts';

/**
 * The connections to a server, as Kysely takes them. Nothing is connected yet. It throws `StoreTrouble` where the client of
 * PostgreSQL is not installed.
 */
export async function createPool(server: PostgresServer): Promise<PostgresPool> {
  const { Pool, types } = await client();
  const pool = new Pool({
    connectionString: asLibpq(server.url),
    application_name: 'bailiwick',
    min: server.poolSize,
    max: server.poolSize + server.maxOverflow,
    connectionTimeoutMillis: server.poolTimeoutMs,
    maxLifetimeSeconds: server.poolRecycleSec,
    idleTimeoutMillis: idleMs,
    query_timeout: answerMs,
    keepAlive: true,
    types: {
      // Every number of ours fits: times in milliseconds, record numbers, sizes.
      getTypeParser: (type: number, format?: 'text' | 'binary'): unknown =>
        type === bigint && format !== 'binary' ? Number : types.getTypeParser(type, format),
    },
  });
  // A connection that breaks while nobody uses it has left the pool already; the next call opens another.
  pool.on('error', () => undefined);
  // One that breaks under a question fails that question; the event beside it, unheard, would end the process.
  pool.on('connect', (connection) => connection.on('error', () => undefined));
  return {
    options: pool.options,
    connect: async () => guarded(await pool.connect().catch(refuse)),
    end: () => pool.end(),
  };
}

/** The number of that type (pg_type.dat); the client makes a text of it. */
const bigint = 20;

/** It is optional, as SQLite needs none. */
async function client() {
  try {
    return (await import('pg')).default;
  } catch {
    throw new StoreTrouble('driver');
  }
}

/** Without this word the client reads `sslmode` in its own way, in which `require` is `verify-full`. */
function asLibpq(url: string): string {
  if (!/[?&]sslmode=/.test(url) || /[?&]uselibpqcompat=/.test(url)) return url;
  return `${url}&uselibpqcompat=true`;
}

/** A connection that has not answered may answer the next question with the last answer: it is not used again. */
function guarded(connection: PoolClient): PostgresPoolClient {
  let doubtful = false;
  function query<R>(sql: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(sql: unknown, values: readonly unknown[] = []): unknown {
    if (typeof sql !== 'string') throw new TypeError('no cursor is ever made');
    return answered(sql, values);
  }
  const answered = async (sql: string, values: readonly unknown[]): Promise<unknown> => {
    try {
      return await connection.query(sql, values.map(storable));
    } catch (thrown) {
      if (isAnswer(thrown)) throw thrown;
      doubtful = true;
      throw new StoreTrouble('away');
    }
  };
  return { query, release: (destroy) => connection.release(destroy === true || doubtful) };
}

/** PostgreSQL has no NUL in a text; whatever a caller put there must not keep its refusal from being recorded. */
const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\u{fffd}') : value;

/** What the server itself complains of has a code of five characters. */
const isAnswer = (thrown: unknown): boolean =>
  thrown instanceof Error && 'severity' in thrown && 'code' in thrown;

function refuse(thrown: unknown): never {
  if (!(thrown instanceof Error)) throw thrown;
  if (thrown.message.startsWith('timeout exceeded')) throw new StoreTrouble('busy');
  const code = 'code' in thrown ? String(thrown.code) : '';
  if (/SSL|TLS|CERT|SIGNATURE/.test(code) || thrown.message.includes('SSL connection'))
    throw new StoreTrouble('tls');
  throw code === '' ? new StoreTrouble('away') : thrown;
}

/** How long a connection beyond `pool_size` is kept for the next call. */
const idleMs = 10_000;

/** How long a statement may take: all of them are short, and a server that is cut off says nothing. */
const answerMs = 15_000;
