import { readFileSync } from 'node:fs';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { catalogue } from '../src/tools/catalogue.ts';

/**
 * The processes of runs below a server; those that only ask a program what it is, and those by which the sandbox is made and
 * tried out, are no runs of a caller.
 */
export function runsBelow(server: number): readonly number[] {
  const marked = descendantsOf(server).filter(({ runId }) => runId !== null);
  const own = new Set(marked.filter(({ command }) => ofSandbox.test(command)).map(({ runId }) => runId));
  return marked
    .filter(({ runId, command }) => !own.has(runId) && !probes.some((words) => command.endsWith(words)))
    .map(({ pid }) => pid);
}

const ofSandbox = /trial\.sh|^\/bin\/sh -c [^]*(?:bailiwick|exec "\$1" "\$2")|^\S*nft [^]*bailiwick_\d/;

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
