import { spawn } from 'node:child_process';

/** Spawns a program as anyone would write it, lets its output go, and settles when it has ended. */
export function spawnOnce(program: string, argv: readonly string[] = []): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, argv, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    child.once('error', reject);
    child.once('close', () => resolve());
    child.stdout.resume();
    child.stderr.resume();
  });
}
