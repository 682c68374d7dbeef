import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeGroup, writeGroupFile } from './group-files.ts';

/** The group below our own in which server and launcher live once they have made room. */
export const homeName = 'home';

/**
 * Has a group of version 2 hand controllers down to `base` below it, and that to the groups in it. The kernel refuses it where
 * processes live beside groups: where those are `movers` alone, they move to a group of their own. Returns that, or null where nobody had to or could move.
 */
export function handDown(
  folder: string,
  base: string,
  wanted: readonly string[],
  movers: readonly number[],
): string | null {
  const offered = new Set(wordsOf(join(folder, 'cgroup.controllers')));
  const names = wanted.filter((name) => offered.has(name));
  const enable = (group: string): boolean =>
    names.map((name) => writeGroupFile(group, 'cgroup.subtree_control', `+${name}`)).every(Boolean);
  if (names.length === 0) return null;
  if (enable(folder)) {
    enable(base);
    return null;
  }
  const members = wordsOf(join(folder, 'cgroup.procs')).map(Number);
  if (members.length === 0 || members.some((pid) => !movers.includes(pid))) return null;
  const home = join(base, homeName);
  if (move(members, home, true) && enable(folder)) {
    enable(base);
    return home;
  }
  move(members, folder, false);
  removeGroup(home);
  return null;
}

function move(pids: readonly number[], group: string, isNew: boolean): boolean {
  try {
    if (isNew) mkdirSync(group);
  } catch {
    return false;
  }
  return pids.map((pid) => writeGroupFile(group, 'cgroup.procs', String(pid))).every(Boolean);
}

function wordsOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'latin1').split(/\s+/).filter(Boolean);
  } catch {
    return [];
  }
}
