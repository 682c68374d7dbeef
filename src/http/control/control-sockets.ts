import { readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** The name of a server's socket: its process number alone could be that of a server in another container. */
export const socketName = (pid: number, word: string): string => `${pid}-${word}.sock`;

/** The sockets in folders behind which somebody listens; what killed servers left is removed. */
export async function controlSockets(folders: readonly string[]): Promise<readonly string[]> {
  const paths = folders.flatMap((folder) => namesIn(folder).map((name) => join(folder, name)));
  const found = await Promise.all(
    paths.map(async (path) => {
      if (!(await isDead(path))) return [path];
      if (isSettled(path)) remove(path);
      return [];
    }),
  );
  return found.flat();
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^[1-9]\d{0,9}-[0-9a-f]{8}\.sock$/.test(name))
      .toSorted()
      .slice(0, mostSockets);
  } catch {
    return [];
  }
}

const mostSockets = 256;

/** Whether nobody listens there: a process number would not say that, for it counts in its own container alone. */
const isDead = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(path);
    const settle = (dead: boolean): void => {
      socket.destroy();
      resolve(dead);
    };
    socket.once('connect', () => settle(false));
    socket.once('error', (error) => settle('code' in error && error.code === 'ECONNREFUSED'));
    socket.setTimeout(500, () => settle(false));
  });

/** Between the making of a socket and its first listening it refuses as a dead one does. */
function isSettled(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > 1000;
  } catch {
    return false;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It is somebody else's to remove.
  }
}
