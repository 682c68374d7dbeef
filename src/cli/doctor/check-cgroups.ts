import { heldControllers } from '../../exec/sandbox/cgroup/held-controllers.ts';
import type { Hierarchy } from '../../exec/sandbox/cgroup/hierarchies.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What holds a run together as a whole here. To have none is usual for a user who is not root, and breaks nothing. */
export function checkCgroups(trees: readonly Hierarchy[]): Diagnosis {
  const name = 'cgroup';
  if (trees.length === 0) {
    const message = 'none: rlimits hold each process to what it may use; no group that this user may write';
    return { name, status: 'ok', message };
  }
  const versions = [...new Set(trees.map(({ version }) => `v${version}`))].toSorted().toReversed();
  const held = heldControllers(trees);
  const counted =
    held.length === 0 ? 'nothing of it is counted' : `its ${held.map(wordOf).join(' and ')} are held`;
  const rest = held.includes('memory') ? '' : '; rlimits bound memory, each process for itself';
  return {
    name,
    status: 'ok',
    message: `cgroup ${versions.join(' and ')}: each run is ended as a whole, and ${counted}${rest}`,
  };
}

const wordOf = (controller: string): string => (controller === 'pids' ? 'processes' : 'bytes of memory');
