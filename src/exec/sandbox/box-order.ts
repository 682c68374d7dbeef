import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StartFrame } from '../launcher/frames.ts';
import { boxUser } from './box-user.ts';
import { boxWords } from './box-words.ts';
import { limitWords, type RunLimits } from './limit-words.ts';
import type { MachineView } from './machine-view.ts';

/** The programs that make a box, absolute. */
export interface BoxPrograms {
  readonly bwrap: string;
  readonly prlimit: string;
}

/** What an order says of itself to be boxed. */
export interface Boxing {
  readonly programs: BoxPrograms;
  readonly view: MachineView;
  readonly reads: readonly string[];
  readonly network: boolean;
  readonly limits: RunLimits;
}

/** The same order in a box: the limits first, then bubblewrap, then the program. */
export function boxOrder(order: StartFrame, { programs, view, reads, network, limits }: Boxing): StartFrame {
  const shown = [...new Set([order.path, realpathSync(order.path), ...reads])].filter((path) =>
    existsSync(path),
  );
  return {
    ...order,
    path: programs.prlimit,
    argv: [
      ...limitWords(limits),
      programs.bwrap,
      ...boxWords({ view, folder: order.folder, reads: shown, network }),
      order.path,
      ...order.argv,
    ],
    user: boxUser([...shown, dirname(order.folder)]),
    boxed: true,
  };
}
