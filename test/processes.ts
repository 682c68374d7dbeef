import { readFileSync } from 'node:fs';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { catalogue } from '../src/tools/catalogue.ts';

/** The processes of runs below a server; those that only ask a program what it is are no runs of a caller. */
export const runsBelow = (server: number): readonly number[] =>
  descendantsOf(server)
    .filter(({ runId, command }) => runId !== null && !probes.some((words) => command.endsWith(words)))
    .map(({ pid }) => pid);

const probes = catalogue.flatMap(({ identity, rawProbe }) =>
  [identity, rawProbe].flatMap((probe) => (probe === null ? [] : [` ${probe.argv.join(' ')}`])),
);

/** True while a process runs; one that has ended and waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
  } catch {
    return false;
  }
}
