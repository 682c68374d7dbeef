import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findHierarchies } from './find-hierarchies.ts';
import { endGroup, removeGroup } from './group-files.ts';
import { handDown, homeName } from './hand-down.ts';
import type { Hierarchy } from './hierarchies.ts';
import { isOfTheDead, ownerName } from './owner.ts';
import { makeRunGroup, noGroup, type Base, type RunGroup } from './run-group.ts';

/** The control groups of a launcher. */
export interface Cgroups {
  /** Makes the groups of one run; ones without effect where this host has none for us. */
  readonly newGroup: () => RunGroup;
  /** Removes what is empty of ours. */
  readonly close: () => void;
}

/** Looks for trees that are ours to use, and clears what dead launchers left in them. Nothing is made before the first run. */
export function openCgroups(): Cgroups {
  const name = ownerName(process.pid);
  const trees = findHierarchies();
  for (const { folder } of trees) void clearLeft(folder);
  let bases: readonly Base[] | null = null;
  let made = 0;
  return {
    newGroup: () => {
      if (trees.length === 0) return noGroup;
      bases ??= trees.map((hierarchy) => makeBase(hierarchy, join(hierarchy.folder, name)));
      made += 1;
      return makeRunGroup(bases, `run-${made}`) ?? noGroup;
    },
    close: () => bases?.forEach(({ folder }) => removeGroup(folder)),
  };
}

/** The folders of dead launchers beside our own, absolute. */
const leftGroups = (folder: string): readonly string[] =>
  namesIn(folder)
    .filter(isOfTheDead)
    .map((name) => join(folder, name));

/** Makes our own group. One that cannot be made is missed by the runs, which then have none. */
function makeBase(hierarchy: Hierarchy, folder: string): Base {
  try {
    mkdirSync(folder);
  } catch {
    return { hierarchy, folder, home: hierarchy.home };
  }
  if (hierarchy.version === 1) return { hierarchy, folder, home: hierarchy.home };
  // What root may write need not have been handed over; what another user may write, and all of a container, has been.
  const isOurs = process.geteuid?.() !== 0 || hierarchy.isTop;
  const movers = isOurs ? [process.pid, process.ppid] : [];
  const moved = handDown(hierarchy.folder, folder, ['memory', 'pids'], movers);
  return { hierarchy, folder, home: moved ?? hierarchy.home };
}

async function clearLeft(folder: string): Promise<void> {
  await Promise.all(
    leftGroups(folder).map(async (left) => {
      // A server lives on in the group that its dead launcher made room in.
      const runs = namesIn(left).filter((name) => name !== homeName);
      await Promise.all(runs.map((name) => endGroup(join(left, name))));
      removeGroup(join(left, homeName));
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
