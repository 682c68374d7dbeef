import { spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The launcher process as the server holds it. */
export interface LauncherProcess {
  readonly pid: number | null;
  /** The one connection; null where the process could not be started. */
  readonly channel: Socket | null;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  readonly kill: () => void;
}

/**
 * Starts the launcher. Call it before configuration and SDK are loaded: a fork copies what is in memory then, and an
 * empty environment is all that it gets. It keeps no event loop alive and ends by itself when this process does.
 */
export function startLauncher(): LauncherProcess {
  const child = spawn(process.execPath, [...launcherFlags, entry], {
    cwd: '/',
    env: {},
    detached: true,
    // Not our stderr: a pipe that is shared with a child blocks, and one that nobody reads would then hold up our own end.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const channel = child.stdio[3] instanceof Socket ? child.stdio[3] : null;
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    // A start that failed has no exit; a failed kill has nothing to add.
    child.on('error', () => child.pid === undefined && resolve());
  });
  channel?.on('error', () => undefined);
  channel?.unref();
  child.unref();
  return { pid: child.pid ?? null, channel, exited, kill: () => void child.kill('SIGKILL') };
}

/** A small heap: each start of a program copies the launcher's page tables. */
const launcherFlags = ['--max-old-space-size=64', '--max-semi-space-size=1'];

const entry = fileURLToPath(new URL(`./launcher/main${extname(import.meta.url)}`, import.meta.url));
