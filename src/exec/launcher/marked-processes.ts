import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { runMark } from './environment.ts';
import { signalProcess } from './process-group.ts';

/**
 * Kills every process whose environment bears the mark of one of the runs, and returns the runs that had any.
 *
 * The mark is read right before the kill, so that a number which has passed to another process is never hit. `after` is
 * the lowest of the leaders' numbers: Linux hands numbers out upwards, so a descendant's is higher, until they wrap.
 */
export function killMarked(runIds: ReadonlySet<string>, after: number): ReadonlySet<string> {
  const found = new Set<string>();
  if (process.platform !== 'linux') return found;
  const newest = newestPid();
  if (newest === after) return found;
  const from = newest > after ? after : 0;
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!(pid > from)) continue;
    const runId = markOf(pid);
    if (runId === null || !runIds.has(runId)) continue;
    found.add(runId);
    signalProcess(pid, 'SIGKILL');
  }
  return found;
}

/**
 * The run that a process belongs to, or null: none, gone, a zombie, or not ours to look at. A process that has cleared its
 * environment is still known by the private folder that it works in.
 */
export function markOf(pid: number): string | null {
  try {
    return (
      markIn(readFileSync(`/proc/${pid}/environ`, 'latin1')) ?? folderMark(readlinkSync(`/proc/${pid}/cwd`))
    );
  } catch {
    return null;
  }
}

const folderMark = (folder: string): string | null => runFolder.exec(folder)?.[1] ?? null;

const runFolder = /\/bailiwick-(r(?:-[a-z]{5}){3})(?:\/| \(deleted\)$|$)/;

function markIn(environ: string): string | null {
  const variable = `${runMark}=`;
  const at = environ.startsWith(variable) ? 0 : environ.indexOf(`\0${variable}`) + 1;
  if (at === 0 && !environ.startsWith(variable)) return null;
  const from = at + variable.length;
  const end = environ.indexOf('\0', from);
  return environ.slice(from, end === -1 ? undefined : end);
}

/** The last field of /proc/loadavg: the number that was handed out most recently. */
function newestPid(): number {
  return Number(readFileSync('/proc/loadavg', 'latin1').trim().split(' ').at(-1));
}
