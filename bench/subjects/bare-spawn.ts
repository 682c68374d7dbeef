import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { endOf, own } from '../harness/owned-processes.ts';
import type { Subject } from './subject.ts';

const entry = fileURLToPath(new URL('../spawn-process.ts', import.meta.url));
const latencies = z.array(z.number());

/** The reference: a Node process that holds nothing, and spawns a program as anyone would write it. */
export function bareSpawn(program: string, argv: readonly string[]): Subject {
  const child = own(fork(entry, [program, ...argv]));
  const ask = async (order: 'sequential' | 'concurrent', count: number): Promise<unknown> => {
    child.send({ order, count });
    const received: readonly unknown[] = await once(child, 'message');
    return received[0];
  };
  return {
    name: 'bare spawn',
    pid: child.pid ?? 0,
    sequential: async (count) => latencies.parse(await ask('sequential', count)),
    concurrent: async (count) => z.number().parse(await ask('concurrent', count)),
    close: () => endOf(child),
  };
}
