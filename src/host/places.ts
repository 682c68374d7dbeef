import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** The audit file's path: what a `sqlite:` URL names, else `bailiwick/audit.db` in the XDG state folder. */
export function databasePath(url: string, env: Env): string {
  if (url !== '') return resolve(url.slice('sqlite:'.length));
  const state = env['XDG_STATE_HOME'];
  const base = state !== undefined && isAbsolute(state) ? state : join(homedir(), '.local', 'state');
  return join(base, 'bailiwick', 'audit.db');
}

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

/** The folder in which servers listen for commands of their operator: that of the session, else one of this user in the temporary folder. */
export function controlFolder(env: Env): string {
  const runtime = env['XDG_RUNTIME_DIR'];
  if (runtime !== undefined && isAbsolute(runtime)) return join(runtime, 'bailiwick');
  return join(tmpdir(), `bailiwick-${process.geteuid?.() ?? 0}`);
}
