import { errorTable } from '../kernel/error-table.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** What can be wrong with the audit log. */
type Trouble = keyof typeof troubles;

/** Thrown inside the store alone, where SQLite has nothing to complain about; `attempt` turns it into a failure. */
export class StoreTrouble extends Error {
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(troubles[trouble].why);
    this.trouble = trouble;
  }
}

/** Does something with the store; whatever is thrown becomes `store.unavailable`, so that callers can fail closed. */
export async function attempt<T>(what: string, action: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await action());
  } catch (thrown) {
    return err(unavailable(what, thrown));
  }
}

/** Whether somebody else's lock is all that is wrong. */
export const isLocked = (thrown: unknown): boolean => troubleOf(thrown) === 'locked';

/** What a caller fails with where the store does not do its part. */
export function unavailable(what: string, thrown: unknown): Failure {
  const { wayOut } = troubles[troubleOf(thrown)];
  return failure('store.unavailable', `${what}: ${describeTrouble(thrown)}.`, {
    next: [wayOut, errorTable['store.unavailable'].hint],
  });
}

/** What was thrown, as a clause that holds nothing but our own words and the system's name for the error. */
export function describeTrouble(thrown: unknown): string {
  const trouble = troubleOf(thrown);
  const { why } = troubles[trouble];
  return trouble === 'unknown' ? `${why} (${nameOf(thrown)})` : why;
}

function troubleOf(thrown: unknown): Trouble {
  if (thrown instanceof StoreTrouble) return thrown.trouble;
  const code = codeOf(thrown);
  // The low byte is the kind of error, the rest tells it more exactly (sqlite.org/rescode.html).
  const found =
    typeof code === 'number'
      ? bySqliteCode.get(code & 0xff)
      : (bySystemCode.get(code) ?? byServerClass.get(code.slice(0, 2)));
  return found ?? 'unknown';
}

/** SQLite's number, or the name that the system has for the error; empty where there is neither. */
function codeOf(thrown: unknown): number | string {
  if (!(thrown instanceof Error)) return '';
  if ('errcode' in thrown && typeof thrown.errcode === 'number') return thrown.errcode;
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** What tells one unexpected error from another; its message is left out, which may hold anything. */
const nameOf = (thrown: unknown): string =>
  [thrown instanceof Error ? thrown.name : typeof thrown, codeOf(thrown)].join(' ').trim();

const troubles = {
  full: { why: 'the disk is full', wayOut: 'Free space on the disk that holds the data folder.' },
  forbidden: {
    why: 'the data folder or the file in it may not be written',
    wayOut: 'Let the user that runs bailiwick write the data folder, or choose another with database.url.',
  },
  path: {
    why: 'the file cannot be opened or made',
    wayOut: 'Check the path in database.url, and that the user that runs bailiwick may write its folder.',
  },
  locked: {
    why: 'another process has kept it locked for too long',
    wayOut: 'Find the process that has the file open, such as a backup or an SQLite shell, and end it.',
  },
  network: {
    why: 'its folder lies on another machine, where locks do not hold',
    wayOut:
      'Let database.url name a file on a disk of this machine, or a PostgreSQL server for several machines.',
  },
  broken: {
    why: 'its chain is broken',
    wayOut: 'See what `bailiwick audit verify` says; what is broken stays where it is, as evidence.',
  },
  unsegmented: {
    why: 'a file of records that have left it is not the one that was signed',
    wayOut: 'Keep the file as evidence: `bailiwick audit verify --deep` names it, and its first bad record.',
  },
  damaged: {
    why: 'the file is damaged or is no SQLite database',
    wayOut: 'Keep the file as evidence, and choose a new one with database.url.',
  },
  foreign: {
    why: 'the file is a database of another program',
    wayOut: 'Choose another file with database.url.',
  },
  newer: {
    why: 'the file was written by a newer bailiwick',
    wayOut: 'Use that version of bailiwick, or choose another file with database.url.',
  },
  swapped: {
    why: 'what is kept is not what was taken in',
    wayOut: 'Keep the data folder as evidence: `bailiwick audit verify --deep` says more.',
  },
  moved: {
    why: 'the file was moved, replaced or deleted while it was in use',
    wayOut: 'Put the file back, then restart bailiwick.',
  },
  silent: {
    why: 'its database gives no answer',
    wayOut: 'See to the disk of the data folder, then restart bailiwick.',
  },
  closed: { why: 'it has been closed', wayOut: 'Make the call again once bailiwick has restarted.' },
  away: {
    why: 'the database server cannot be reached, or gives no answer',
    wayOut:
      'See that the server named in database.url runs and can be reached; bailiwick goes on by itself then.',
  },
  busy: {
    why: 'no connection to the database server became free within database.pool_timeout',
    wayOut: 'Raise database.pool_size or database.max_overflow, or see what keeps the database server busy.',
  },
  denied: {
    why: 'the database server does not let bailiwick in, or not do this',
    wayOut: 'Check user, password and database in database.url, and what that role may do.',
  },
  tls: {
    why: 'no TLS could be agreed on with the database server',
    wayOut:
      'Check sslmode and sslrootcert in database.url, and that the server has TLS and a certificate for its name.',
  },
  driver: {
    why: 'the client of PostgreSQL is not installed',
    wayOut:
      'Install it beside bailiwick: `npm install pg@8.23.1` (with -g where bailiwick was installed so).',
  },
  device: { why: 'the disk reports an error', wayOut: 'Check the disk; the system’s log has more.' },
  unknown: { why: 'an unexpected error', wayOut: 'Report this as a bug in bailiwick.' },
} as const;

const bySqliteCode: ReadonlyMap<number, Trouble> = new Map([
  [3, 'forbidden'],
  [5, 'locked'],
  [6, 'locked'],
  [8, 'forbidden'],
  [10, 'device'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'path'],
  [23, 'forbidden'],
  [26, 'damaged'],
]);

const bySystemCode: ReadonlyMap<string, Trouble> = new Map([
  ['ERR_INVALID_STATE', 'closed'],
  ['EACCES', 'forbidden'],
  ['EPERM', 'forbidden'],
  ['EROFS', 'forbidden'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EIO', 'device'],
  ['ENOENT', 'path'],
  ['ENOTDIR', 'path'],
  ['EEXIST', 'path'],
  ['EISDIR', 'path'],
  ['ENAMETOOLONG', 'path'],
  ['ELOOP', 'path'],
  ['ECONNREFUSED', 'away'],
  ['ECONNRESET', 'away'],
  ['EHOSTUNREACH', 'away'],
  ['ENETUNREACH', 'away'],
  ['ENOTFOUND', 'away'],
  ['EAI_AGAIN', 'away'],
  ['EPIPE', 'away'],
  ['ETIMEDOUT', 'away'],
  ['42501', 'denied'],
  ['53100', 'full'],
  ['53300', 'busy'],
  ['55P03', 'locked'],
]);

/** The class of an error of PostgreSQL, which is how its code begins (postgresql.org/docs/current/errcodes-appendix.html). */
const byServerClass: ReadonlyMap<string, Trouble> = new Map([
  ['08', 'away'],
  ['57', 'away'],
  ['28', 'denied'],
  ['3D', 'denied'],
]);
