import { realpathSync } from 'node:fs';
import { controlPaths, reloadAnswer } from '../../http/control/control-protocol.ts';
import type { Terminal } from '../terminal.ts';
import { askControl } from './ask-control.ts';
import { asker } from './asker.ts';
import { runningServers, type RunningServer } from './choose-server.ts';

/** What became of the reload of a server. */
export interface ReloadedServer {
  readonly pid: number;
  /** Of the configuration that is in force there now. */
  readonly config_version: string;
  /** Why that is still the one before; none where it is not. */
  readonly errors: readonly string[];
}

/** Has every running server of this user that uses a configuration file read it anew. */
export async function reloadUsersOf(
  terminal: Pick<Terminal, 'env'>,
  file: string,
): Promise<readonly ReloadedServer[]> {
  const wanted = realPathOf(file);
  const servers = await runningServers(terminal);
  const users = servers.filter(
    ({ facts }) => facts.config_file !== null && realPathOf(facts.config_file) === wanted,
  );
  return await Promise.all(users.map((server) => reload(server, asker(terminal))));
}

async function reload({ pid, path, facts }: RunningServer, by: string): Promise<ReloadedServer> {
  const before = { pid, config_version: facts.config_version };
  const asked = await askControl(path, controlPaths.reload, { by });
  if (!asked.ok) return { ...before, errors: [asked.error] };
  const answer = reloadAnswer.safeParse(asked.value.body);
  if (!answer.success) return { ...before, errors: ['its answer cannot be read: is it another version?'] };
  const { data } = answer;
  return data.kind === 'reloaded'
    ? { pid, config_version: data.version, errors: [] }
    : { ...before, errors: data.errors };
}

/** One file may have several names. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
