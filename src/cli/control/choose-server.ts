import { controlFolders } from '../../host/places.ts';
import { controlPaths, serverFacts, type ServerFacts } from '../../http/control/control-protocol.ts';
import { controlSockets } from '../../http/control/control-sockets.ts';
import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Terminal } from '../terminal.ts';
import { askControl } from './ask-control.ts';

/** A server of this user that answers. */
export interface RunningServer {
  readonly pid: number;
  /** Where it listens for commands. */
  readonly path: string;
  readonly facts: ServerFacts;
}

/** All of them, by their process numbers. One that does not answer is left out. */
export async function runningServers({ env }: Pick<Terminal, 'env'>): Promise<readonly RunningServer[]> {
  const sockets = await controlSockets(controlFolders(env));
  const found = await Promise.all(
    sockets.map(async (path): Promise<readonly RunningServer[]> => {
      const asked = await askControl(path, controlPaths.server, undefined, greetingMs);
      const facts = serverFacts.safeParse(asked.ok ? asked.value.body : null);
      return facts.success ? [{ pid: facts.data.pid, path, facts: facts.data }] : [];
    }),
  );
  return found.flat().toSorted((a, b) => a.pid - b.pid);
}

/** Whoever hangs is not waited for long. */
const greetingMs = 2_000;

/** The one that is meant: that of a process number, or the only one there is. */
export async function chooseServer(
  terminal: Pick<Terminal, 'env'>,
  pid: number | undefined,
): Promise<Result<RunningServer>> {
  const servers = await runningServers(terminal);
  const meant = pid === undefined ? servers : servers.filter((server) => server.pid === pid);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return ok(only);
  const list = servers.map((server) => `${server.pid} (${nameOf(server)})`).join(', ');
  if (only !== undefined)
    return err(
      failure('input.invalid', `Several servers of yours run: ${list}.`, {
        field: '--server',
        next: ['Say which with --server PID.'],
      }),
    );
  const which =
    pid === undefined ? 'No server of yours runs' : `No server of yours has the process number ${pid}`;
  return err(
    failure('input.invalid', `${which}${list === '' ? '.' : `; these do: ${list}.`}`, {
      field: '--server',
      next: ['`bailiwick serve` starts one; `bailiwick servers` lists those that run.'],
    }),
  );
}

/** How a server is told from others: where it listens, or that it serves one client. */
export const nameOf = ({ facts }: RunningServer): string => facts.url ?? facts.transport;
