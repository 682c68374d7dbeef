import { spawn, type ChildProcess } from 'node:child_process';
import type { RunLimits } from '../sandbox/limit-words.ts';

/** What is so of a process from its start. */
export interface StandbyKind {
  /** The words that lead into its network; empty where it stays in that of the machine. */
  readonly enter: readonly string[];
  /** Its user and group; null for the launcher's own. */
  readonly user: number | null;
  /** Whether it has descriptor 4 to pass on. */
  readonly filtered: boolean;
}

/** What a process becomes that waits. */
export interface Becoming {
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly limits: RunLimits;
}

/**
 * Starts a process that has entered its network, is who it should be, and waits on its stdin for what to become; it ends when
 * that does. To start one takes about as long as the box that it becomes, and so it is done ahead. What it is told are
 * lines that a script of ours reads, and no shell ever parses.
 */
export function startStandby({ enter, user, filtered }: StandbyKind): ChildProcess {
  const [path, ...argv] = [...enter, shell, '-c', script];
  const child = spawn(path, argv, {
    cwd: '/',
    env: {},
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe', 'pipe', ...(filtered ? (['pipe'] as const) : [])],
    ...(user === null ? {} : { uid: user, gid: user }),
  });
  // Its end shows by its exit.
  child.stdin?.on('error', () => undefined);
  return child;
}

/** The descriptor on which what it becomes finds the rest of its stdin. */
export const restDescriptor = 5;

/** The lines that tell a process what to become. A word that holds a line break would be two of them, and throws. */
export function becomingLines({ words, env, limits }: Becoming): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const lines = [limitLine(limits), `${variables.length} ${words.length}`, ...variables, ...words];
  if (lines.some((line) => line.includes('\n'))) throw new RangeError('a word holds a line break');
  return `${lines.join('\n')}\n`;
}

/** In the units of `ulimit`; `-` leaves one as it is. */
const limitLine = ({ cpuSec, addressBytes, fileBytes, processes, descriptors }: RunLimits): string =>
  [
    cpuSec,
    cpuSec + 1,
    addressBytes === null ? '-' : Math.ceil(addressBytes / 1024),
    Math.ceil(fileBytes / 512),
    processes ?? '-',
    descriptors,
  ].join(' ');

const shell = '/bin/sh';

/** Core dumps are off: they would write memory to disk. How many processes is `-p` to dash and `-u` to bash. */
const script = `
IFS=' ' read -r soft hard space file processes descriptors || exit 0
ulimit -c 0 && ulimit -S -t "$soft" && ulimit -H -t "$hard" && ulimit -f "$file" && ulimit -n "$descriptors" || exit
[ "$space" = - ] || ulimit -v "$space" || exit
[ "$processes" = - ] || ulimit -p "$processes" 2> /dev/null || ulimit -u "$processes" || exit
IFS=' ' read -r variables words || exit 0
while [ "$variables" -gt 0 ]; do
  IFS= read -r line && export "$line" || exit 0
  variables=$((variables - 1))
done
while [ "$words" -gt 0 ]; do
  IFS= read -r line && set -- "$@" "$line" || exit 0
  words=$((words - 1))
done
exec "$@" ${restDescriptor}<&0 < /dev/null
`;
