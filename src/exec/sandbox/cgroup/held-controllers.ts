import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hierarchy } from './hierarchies.ts';

/** What the groups of runs are held to here: `memory`, `pids`, both or nothing. */
export const heldControllers = (trees: readonly Hierarchy[]): readonly string[] => [
  ...new Set(trees.flatMap((tree) => (tree.version === 1 ? tree.controllers : handedDown(tree))).toSorted()),
];

/** What a group of version 2 hands down to those in it. */
function handedDown({ folder }: Hierarchy): readonly string[] {
  try {
    const names = readFileSync(join(folder, 'cgroup.subtree_control'), 'latin1').trim().split(' ');
    return names.filter((name) => name === 'memory' || name === 'pids');
  } catch {
    return [];
  }
}
