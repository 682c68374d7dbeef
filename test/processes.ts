import { readFileSync } from 'node:fs';
import { descendantsOf } from '../src/cli/demo/process-list.ts';

/** The processes of runs below a server. */
export const runsBelow = (server: number): readonly number[] =>
  descendantsOf(server)
    .filter(({ runId }) => runId !== null)
    .map(({ pid }) => pid);

/** True while a process runs; one that has ended and waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
