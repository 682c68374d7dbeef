import { spawn, type ChildProcess } from 'node:child_process';
import { Writable } from 'node:stream';
import type { Cgroups } from '../sandbox/cgroup/cgroups.ts';
import { userNamespaceFilter } from '../sandbox/user-namespace-filter.ts';
import type { BoxStart } from './box-start.ts';
import { childEnvironment } from './environment.ts';
import type { StartFrame } from './frames.ts';
import { startGrouped, type GroupedChild } from './grouped-child.ts';
import { becomingLines } from './standby.ts';
import type { Standbys } from './standbys.ts';

/** What makes the processes of a launcher. */
export interface Makers {
  readonly cgroups: Pick<Cgroups, 'newGroup'>;
  readonly standbys: Pick<Standbys, 'take'>;
}

/** Starts what an order asks for: the program itself, or a box that keeps it waiting until `letBegin`. */
export function startProcess(order: StartFrame, { cgroups, standbys }: Makers): GroupedChild {
  if (order.box !== null) return startBox(order, order.box, standbys);
  return startGrouped(cgroups, (group) => {
    group.limit(order);
    return startProgram(order);
  });
}

/** Lets the program in a box begin; of one without a box this says nothing. */
export const letBegin = ({ stdin }: ChildProcess): void => void stdin?.end('\n');

const startProgram = (order: StartFrame): ChildProcess =>
  spawn(order.path, order.argv, {
    cwd: order.folder,
    env: childEnvironment(order),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(order.user === null ? {} : { uid: order.user, gid: order.user }),
  });

function startBox(
  order: StartFrame,
  { enter, limits, filtered }: BoxStart,
  standbys: Makers['standbys'],
): GroupedChild {
  const lines = becomingLines({ words: [order.path, ...order.argv], env: childEnvironment(order), limits });
  const standby = standbys.take({ enter, user: order.user, filtered });
  standby.group.limit(order);
  standby.child.stdin?.write(lines);
  if (filtered) giveFilter(standby.child);
  return standby;
}

/** Bubblewrap reads it to its end before it starts anything, and starts nothing without it. */
function giveFilter({ stdio: [, , , , pipe] }: ChildProcess): void {
  if (pipe instanceof Writable) pipe.on('error', () => undefined).end(userNamespaceFilter(process.arch));
}
