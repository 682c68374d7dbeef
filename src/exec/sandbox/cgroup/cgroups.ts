import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findHierarchies } from './find-hierarchies.ts';
import { endGroup, removeGroup, writeGroupFile } from './group-files.ts';
import { isOfTheDead, ownerName } from './owner.ts';
import { makeRunGroup, noGroup, type Base, type GroupLimits, type RunGroup } from './run-group.ts';

/** The control groups of a launcher. */
export interface Cgroups {
  /** The groups of a run; ones without effect where this host has none for us. */
  readonly groupOf: (runId: string, limits: GroupLimits) => RunGroup;
  /** Removes what is empty of ours. */
  readonly close: () => void;
}

/** Looks for trees that are ours to use, and clears what dead launchers left in them. Nothing is made before the first run. */
export function openCgroups(): Cgroups {
  const name = ownerName(process.pid);
  const bases: readonly Base[] = findHierarchies().map((hierarchy) => ({
    hierarchy,
    folder: join(hierarchy.folder, name),
  }));
  for (const { hierarchy } of bases) void clearLeft(hierarchy.folder);
  let isMade = false;
  return {
    groupOf: (runId, limits) => {
      if (bases.length === 0) return noGroup;
      if (!isMade) bases.forEach(makeBase);
      isMade = true;
      return makeRunGroup(bases, runId, limits) ?? noGroup;
    },
    close: () => bases.forEach(({ folder }) => removeGroup(folder)),
  };
}

/** The folders of dead launchers beside our own, absolute. */
const leftGroups = (folder: string): readonly string[] =>
  namesIn(folder)
    .filter(isOfTheDead)
    .map((name) => join(folder, name));

/** Makes our own group, with what controllers are to be had: the kernel gives none where others live beside us. */
function makeBase({ hierarchy, folder }: Base): void {
  try {
    mkdirSync(folder);
  } catch {
    return;
  }
  if (hierarchy.version === 1) return;
  for (const each of [hierarchy.folder, folder])
    for (const controller of ['memory', 'pids'])
      writeGroupFile(each, 'cgroup.subtree_control', `+${controller}`);
}

async function clearLeft(folder: string): Promise<void> {
  await Promise.all(
    leftGroups(folder).map(async (left) => {
      await Promise.all(namesIn(left).map((name) => endGroup(join(left, name))));
      removeGroup(left);
    }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}
