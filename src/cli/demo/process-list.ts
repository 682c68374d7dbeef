import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc shows it. */
export interface ProcessFacts {
  readonly pid: number;
  /** The command line, words joined by spaces. */
  readonly command: string;
  /** The run that it belongs to, or null: bailiwick marks the environment of everything that it starts. */
  readonly runId: string | null;
}

/** True where processes can be listed without starting one. */
export const canListProcesses = process.platform === 'linux';

/** Every process below `pid`, at any depth. */
export function descendantsOf(pid: number): readonly ProcessFacts[] {
  const parents = new Map(pids().map((child) => [child, parentOf(child)]));
  const found = new Set([pid]);
  for (let grown = true; grown;) {
    const before = found.size;
    for (const [child, parent] of parents) if (parent !== null && found.has(parent)) found.add(child);
    grown = found.size > before;
  }
  found.delete(pid);
  return [...found].map(factsOf);
}

/** Every process of these runs, wherever it has gone: one that left its parents still carries its mark. */
export const processesOfRuns = (runIds: ReadonlySet<string>): readonly ProcessFacts[] =>
  pids()
    .map(factsOf)
    .filter(({ runId }) => runId !== null && runIds.has(runId));

const pids = (): readonly number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** The field after the state; the name before it is in parentheses and may hold anything. */
function parentOf(pid: number): number | null {
  const stat = read(`/proc/${pid}/stat`);
  const parent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
  return parent === undefined ? null : Number(parent);
}

const factsOf = (pid: number): ProcessFacts => ({
  pid,
  command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim(),
  runId: /(?:^|\0)BAILIWICK_RUN_ID=([^\0]+)/.exec(read(`/proc/${pid}/environ`))?.[1] ?? null,
});

/** A process may end while it is looked at, or belong to somebody else: then there is nothing to read. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
