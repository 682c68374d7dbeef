import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endGroup, removeGroup, writeGroupFile } from './group-files.ts';
import type { Hierarchy } from './hierarchies.ts';

/** What a control group holds one run to, all its processes together. */
export interface GroupLimits {
  readonly memoryBytes: number;
  readonly processes: number;
}

/** The control groups of one run, one in each tree. */
export interface RunGroup {
  /** Starts a program that is in the groups before its first instruction. */
  readonly within: <T>(start: () => T) => T;
  /** Holds it to limits, from now on. */
  readonly limit: (limits: GroupLimits) => void;
  /** Kills what is left and removes the groups. True where the kernel ended a process for the memory limit. */
  readonly end: () => Promise<boolean>;
}

/** The group of a run where there are none. */
export const noGroup: RunGroup = {
  within: (start) => start(),
  limit: () => undefined,
  end: () => Promise.resolve(false),
};

/** A tree, and our own group in it, in which those of the runs are made. */
export interface Base {
  readonly hierarchy: Hierarchy;
  readonly folder: string;
  /** Where the launcher lives. */
  readonly home: string;
}

/** Makes the groups of a run, which have no limits yet; null where one cannot be made, and then none is left behind. */
export function makeRunGroup(bases: readonly Base[], name: string): RunGroup | null {
  const made = bases.map((base) => ({ ...base, folder: join(base.folder, name) }));
  try {
    for (const { folder } of made) mkdirSync(folder);
  } catch {
    for (const { folder } of made) removeGroup(folder);
    return null;
  }
  return {
    within: (start) => {
      const entered = made.filter(({ hierarchy, folder }) => enter(hierarchy, folder));
      try {
        return start();
      } finally {
        for (const { hierarchy, home } of entered) enter(hierarchy, home);
      }
    },
    limit: (limits) => {
      for (const { folder } of made) setLimits(folder, limits);
    },
    end: async () => {
      const wasFull = made.some(({ folder }) => memoryKills(folder) > 0);
      await Promise.all(made.map(({ folder }) => endGroup(folder)));
      return wasFull;
    },
  };
}

/**
 * Moves the launcher itself, for as long as it forks: a child is born where its parent is. A child that were moved after it
 * was born could have children before, and to move another process stops the forks of the whole machine for some ten
 * milliseconds. The thread that forks is enough in version 1; only there can it go alone, so that the launcher's others do
 * not count.
 */
const enter = ({ version }: Hierarchy, folder: string): boolean =>
  writeGroupFile(folder, version === 1 ? 'tasks' : 'cgroup.procs', '0');

/** Each tree takes what it has the controllers for. Swap would make a limit on memory a slow one. */
function setLimits(folder: string, { memoryBytes, processes }: GroupLimits): void {
  writeGroupFile(folder, 'pids.max', String(processes));
  if (writeGroupFile(folder, 'memory.max', String(memoryBytes))) {
    writeGroupFile(folder, 'memory.swap.max', '0');
    writeGroupFile(folder, 'memory.oom.group', '1');
  }
  if (writeGroupFile(folder, 'memory.limit_in_bytes', String(memoryBytes)))
    writeGroupFile(folder, 'memory.memsw.limit_in_bytes', String(memoryBytes));
}

/** How many processes of a group the kernel has killed because its memory was used up. */
const memoryKills = (folder: string): number =>
  Math.max(
    ...['memory.events', 'memory.oom_control'].map((name) =>
      Number(/^oom_kill (\d+)$/m.exec(textOf(join(folder, name)))?.[1] ?? 0),
    ),
  );

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
