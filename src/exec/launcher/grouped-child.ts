import type { ChildProcess } from 'node:child_process';
import type { Cgroups } from '../sandbox/cgroup/cgroups.ts';
import type { RunGroup } from '../sandbox/cgroup/run-group.ts';

/** A process in control groups of its own. */
export interface GroupedChild {
  readonly child: ChildProcess;
  readonly group: RunGroup;
}

/** Starts a process in groups that are made for it, and that go again where it cannot be started. */
export function startGrouped(
  cgroups: Pick<Cgroups, 'newGroup'>,
  start: (group: RunGroup) => ChildProcess,
): GroupedChild {
  const group = cgroups.newGroup();
  try {
    return { child: group.within(() => start(group)), group };
  } catch (error) {
    void group.end();
    throw error;
  }
}
