import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type Dialect,
  type SqliteDatabase,
} from 'kysely';

/**
 * Kysely over a database of Node's own SQLite. A transaction takes the lock of the file when it begins: one that asked for it at
 * its first change could only fail where another process was quicker.
 */
export function sqliteDialect(db: DatabaseSync): Dialect {
  const database = databaseOf(db);
  const dialect = new SqliteDialect({ database });
  return {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => new LockingDriver({ database }),
    createIntrospector: (kysely) => dialect.createIntrospector(kysely),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** SQLite takes back a change of the schema like any other, so all migrations together can be one transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class LockingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

/** What Kysely expects of a database, which is the interface of another library. */
const databaseOf = (db: DatabaseSync): SqliteDatabase => ({
  close: () => undefined,
  prepare: (sql) => {
    const statement = db.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (values) => statement.all(...values.map(inputOf)),
      run: (values) => statement.run(...values.map(inputOf)),
      iterate: (values) => statement.iterate(...values.map(inputOf)),
    };
  },
});

/** Anything else would be a bug of ours: SQLite has no other types. */
function inputOf(value: unknown): SQLInputValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value;
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`SQLite has no ${typeof value}`);
}
