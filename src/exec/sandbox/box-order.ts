import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StartFrame } from '../launcher/frames.ts';
import { boxUser } from './box-user.ts';
import { boxWords, rawWords } from './box-words.ts';
import type { RunLimits } from './limit-words.ts';
import type { MachineView } from './machine-view.ts';

/** The programs that make a box, absolute. */
export interface BoxPrograms {
  readonly bwrap: string;
  /** Null where it is not installed: then no program has raw sockets in a box. */
  readonly setpriv: string | null;
}

/** What an order says of itself to be boxed. */
export interface Boxing {
  readonly programs: BoxPrograms;
  readonly view: MachineView;
  readonly reads: readonly string[];
  readonly network: boolean;
  /** The absolute path of setpriv for a program with raw sockets, null for any other. */
  readonly raw: string | null;
  readonly limits: RunLimits;
  /** What enters a network namespace, as `entersAs` says, before all else; empty for that of the machine. */
  readonly enter: readonly string[];
}

/** As whom an order in a box begins: with raw sockets as root, and nobody inside; else as nobody where that can be. */
export const entersAs = (
  order: StartFrame,
  { reads, raw }: Pick<Boxing, 'reads' | 'raw'>,
): 'nobody' | 'root' => (raw === null && userOf(order, shownOf(order, reads)) !== null ? 'nobody' : 'root');

/** The same order in a box: what enters its network and takes its limits turns into bubblewrap, and that starts the program. */
export function boxOrder(order: StartFrame, boxing: Boxing): StartFrame {
  const { programs, view, reads, network, raw, limits, enter } = boxing;
  const shown = shownOf(order, reads);
  const owner = userOf(order, shown);
  const argv = [
    ...boxWords({ view, folder: order.folder, reads: shown, network, raw: raw !== null }),
    ...(raw === null ? [] : rawWords(raw)),
    order.path,
    ...order.argv,
  ];
  // What enters a namespace does so as root, and is who it should be behind it.
  const user = enter.length === 0 && raw === null ? owner : null;
  return {
    ...order,
    path: programs.bwrap,
    argv,
    user,
    owner,
    box: { enter, limits, filtered: raw !== null },
  };
}

const shownOf = (order: StartFrame, reads: readonly string[]): readonly string[] =>
  [...new Set([order.path, realpathSync(order.path), ...reads])].filter((path) => existsSync(path));

const userOf = (order: StartFrame, shown: readonly string[]): number | null =>
  boxUser([...shown, dirname(order.folder)]);
