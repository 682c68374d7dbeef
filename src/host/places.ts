import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { isPostgres, postgresServer, serverName, type PostgresServer } from '../config/postgres-server.ts';
import type { Config } from '../config/schema.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The audit file's path: what a `sqlite:` URL names, else `bailiwick/audit.db` in the XDG state folder, beside
 * which a PostgreSQL server's clients keep their keys and files.
 */
export function databasePath(url: string, env: Env): string {
  if (url !== '' && !isPostgres(url)) return resolve(url.slice('sqlite:'.length));
  const state = env['XDG_STATE_HOME'];
  const base = state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local', 'state');
  return join(base, 'bailiwick', 'audit.db');
}

/** Where records are kept. */
export interface StorePlace {
  /** Of the audit file; what else is kept on the disk is beside it, whoever keeps the records. */
  readonly path: string;
  /** Keeps the records in place of the file. */
  readonly server: PostgresServer | null;
  /** To be shown. */
  readonly name: string;
}

/** Where records are kept by a configuration. */
export function storePlace(config: Pick<Config, 'database'>, env: Env): StorePlace {
  const path = databasePath(config.database.url, env);
  const server = postgresServer(config);
  return { path, server, name: server === null ? path : serverName(server.url) };
}

/** The key that signs checkpoints of the audit log, where the configuration names none. */
export const auditKeyFile = (auditFile: string): string => join(dirname(auditFile), 'audit-key.pem');

/** The folder that pruned segments of the audit log go to: a configured one, else `audit-archive` beside the database. */
export const archiveFolder = (configured: string, configFile: string | null, auditFile: string): string =>
  configured === '' ? join(dirname(auditFile), 'audit-archive') : besideConfig(configFile, configured);

/** The folder of long outputs, beside the audit file. */
export const artifactsFolder = (auditFile: string): string => join(dirname(auditFile), 'artifacts');

/**
 * A path that a configuration names: beside its file, else in the working folder. Clients start a server in whichever folder they
 * work in, and what lies there may be somebody else's.
 */
export const besideConfig = (configFile: string | null, path: string): string =>
  resolve(configFile === null ? '.' : dirname(configFile), path);

/** The folder that holds the private folders of runs. */
export const runsRoot = (): string => tmpdir();

/**
 * The folders in which servers listen for commands of their operator, best first: the one that systemd gives a service, that of the
 * session, one of this user in the temporary folder.
 */
export function controlFolders(env: Env): readonly string[] {
  const [ofService = ''] = env['RUNTIME_DIRECTORY']?.split(':') ?? [];
  // What systemd has made for a service is for that service and its commands alone.
  if (isAbsolute(ofService)) return [ofService];
  const ofSession = env['XDG_RUNTIME_DIR'] ?? '';
  return [
    ...(isAbsolute(ofSession) ? [join(ofSession, 'bailiwick')] : []),
    join(tmpdir(), `bailiwick-${process.geteuid?.() ?? 0}`),
    serviceControlFolder,
  ];
}

/** Where the service listens that `docs/bailiwick.service` sets up; root and its user can look there. */
export const serviceControlFolder = '/run/bailiwick';
