import { openPool, type Pool } from '../../src/exec/sandbox/netns/pool.ts';
import type { Reach } from '../../src/exec/sandbox/netns/reach.ts';
import type { ScriptEnd } from '../../src/exec/sandbox/netns/run-script.ts';
import { slotOf, type Slot } from '../../src/exec/sandbox/netns/slot.ts';
import type { Network } from './network.ts';
import { runOn, runPinned, scriptsIn, spaceOf } from './run-in.ts';

/** A pool that lives on the scanner of a network. */
export interface TestPool {
  readonly pool: Pool;
  readonly table: string;
  /** The one of its two namespaces that runs which follow each other go to, and the other. */
  readonly slot: Slot;
  readonly neighbour: Slot;
  /** Runs a command of a shell on the scanner itself. */
  readonly free: (command: string) => Promise<ScriptEnd>;
  /** Runs it in a namespace that reaches this; root has every right inside. */
  readonly held: (command: string, reach: Reach, as?: 'nobody' | 'root') => Promise<Held>;
}

/** How a command ended, and in which namespace. */
export interface Held extends ScriptEnd {
  readonly name: string;
}

/** Opens a pool of two; it throws where that does not work. */
export async function openTestPool(network: Network): Promise<TestPool> {
  const opened = await openPool(scriptsIn(spaceOf(network, 'scanner')), 2);
  if (!opened.ok) throw new Error(opened.error);
  const pool = opened.value;
  const [table = ''] = pool.made();
  const number = Number(/\d+$/.exec(table)?.[0]);
  return {
    pool,
    table,
    slot: slotOf(number, 1),
    neighbour: slotOf(number, 0),
    free: (command) => runOn(network, 'scanner', ['/bin/sh', '-c', command]),
    held: async (command, reach, as = 'root') => {
      const lease = await pool.take(reach, as);
      if (!lease.ok) throw new Error(lease.error);
      try {
        const { words, name } = lease.value;
        const line = [...words, '/bin/sh', '-c', command];
        return { ...(await runPinned(network, 'scanner', lease.value, line)), name };
      } finally {
        lease.value.release();
      }
    },
  };
}
