import { accessSync, constants, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { readHierarchies, type Hierarchy } from './hierarchies.ts';
import { ownerName } from './owner.ts';

/**
 * The trees that hold runs here. To move into a group of version 2 the kernel waits for all processors, 10 ms and more, while a
 * thread of version 1 moves at once: where that counts processes, the other is left alone.
 */
export function findHierarchies(): readonly Hierarchy[] {
  const all = usableHierarchies();
  const quick = all.filter(({ version }) => version === 1);
  return quick.some(({ controllers }) => controllers.includes('pids')) ? quick : all;
}

/** The trees in which this process could make a group just now and may move into it; none where the system is no Linux. */
export function usableHierarchies(): readonly Hierarchy[] {
  try {
    const [mounts, membership] = ['mountinfo', 'cgroup'].map((name) =>
      readFileSync(`/proc/self/${name}`, 'utf8'),
    );
    return readHierarchies(mounts ?? '', membership ?? '').filter(({ folder }) => isOurs(folder));
  } catch {
    return [];
  }
}

function isOurs(folder: string): boolean {
  try {
    accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
    const trial = join(folder, `${ownerName(process.pid)}-trial`);
    mkdirSync(trial);
    rmdirSync(trial);
    return true;
  } catch {
    return false;
  }
}
