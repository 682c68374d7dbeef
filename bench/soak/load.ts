import { setTimeout as wait } from 'node:timers/promises';
import { soakCall } from './calls.ts';
import type { Answer, SoakClient } from './client.ts';

/** What the clients saw. */
export interface Sent {
  readonly calls: number;
  /** How many calls had which status; `left` are those whose client went away. */
  readonly statuses: ReadonlyMap<string, number>;
  /** Milliseconds from asking to the answer, of calls that the server decides by itself. */
  readonly decisions: readonly number[];
}

/** Makes `rate` calls a second for so long, whatever becomes of those before, and waits for the last answer. */
export async function makeCalls(client: SoakClient, rate: number, seconds: number): Promise<Sent> {
  const statuses = new Map<string, number>();
  const decisions: number[] = [];
  const under = new Set<Promise<void>>();
  const one = async (number: number): Promise<void> => {
    const call = soakCall(number);
    const began = performance.now();
    const status = statusOf(await client.call(call));
    if (call.kind === 'outside') decisions.push(performance.now() - began);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  };
  const total = Math.round(rate * seconds);
  const began = performance.now();
  for (let number = 0; number < total; number += 1) {
    const ahead = began + (number / rate) * 1000 - performance.now();
    // oxlint-disable-next-line no-await-in-loop -- the pace
    if (ahead > 1) await wait(ahead);
    const call = one(number).finally(() => under.delete(call));
    under.add(call);
  }
  await Promise.all(under);
  return { calls: total, statuses, decisions };
}

const statusOf = (answer: Answer): string => (answer.kind === 'left' ? 'left' : answer.status);
