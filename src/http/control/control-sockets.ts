import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The socket of a server, by its process number. */
export const socketName = (pid: number): string => `${pid}.sock`;

/** Where a running server listens for operators. */
export interface ControlSocket {
  readonly pid: number;
  readonly path: string;
}

/** The sockets of servers that live, by their numbers; what dead ones left is removed. */
export function controlSockets(folder: string): readonly ControlSocket[] {
  return namesIn(folder)
    .flatMap((name): readonly ControlSocket[] => {
      const [, pid] = /^([1-9]\d{0,9})\.sock$/.exec(name) ?? [];
      if (pid === undefined) return [];
      const socket = { pid: Number(pid), path: join(folder, name) };
      if (isAlive(socket.pid)) return [socket];
      rmSync(socket.path, { force: true });
      return [];
    })
    .toSorted((a, b) => a.pid - b.pid);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
