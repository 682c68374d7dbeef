import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

const owned = new Set<ChildProcess>();
let watching = false;

/** Sees to it that a process ends with this one, however this one ends short of SIGKILL. */
export function own<Child extends ChildProcess>(child: Child): Child {
  endWithUs();
  owned.add(child);
  child.once('exit', () => owned.delete(child));
  return child;
}

/** Asks a process to end and waits until it has. */
export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

function endWithUs(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const child of owned) child.kill('SIGTERM');
  });
}
