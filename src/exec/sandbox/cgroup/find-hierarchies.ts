import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHierarchies, type Hierarchy } from './hierarchies.ts';

/** The trees in which this process may make groups and move into them; none where the system is no Linux. */
export function findHierarchies(): readonly Hierarchy[] {
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
    accessSync(folder, constants.W_OK);
    accessSync(join(folder, 'cgroup.procs'), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
