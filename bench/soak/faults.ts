import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { World } from './world.ts';

/** What happens to a server beside its calls, and how often it did. */
export interface Faults {
  readonly counts: Readonly<Record<FaultKind, number>>;
  /** Lets what is under way come to its end, and starts nothing more. */
  readonly stop: () => Promise<void>;
}

type FaultKind = keyof typeof everySec;

/** Every so many seconds: another configuration, one that is none, the launcher killed, the program gone for a while. */
const everySec = { reload: 2, broken: 17, launcher: 23, missing: 29 } as const;

/** Begins. The server looks at its configuration when it is told to. */
export function beginFaults(pid: number, world: World): Faults {
  const counts: Record<FaultKind, number> = { reload: 0, broken: 0, launcher: 0, missing: 0 };
  const ending = new AbortController();
  const { signal } = ending;
  const act: Readonly<Record<FaultKind, () => Promise<void>>> = {
    reload: () => {
      world.configure(counts.reload + 1);
      process.kill(pid, 'SIGHUP');
      return Promise.resolve();
    },
    broken: async () => {
      world.breakConfig();
      process.kill(pid, 'SIGHUP');
      await wait(700);
      world.configure(counts.reload);
      process.kill(pid, 'SIGHUP');
    },
    launcher: () => {
      for (const child of launchersOf(pid)) process.kill(child, 'SIGKILL');
      return Promise.resolve();
    },
    missing: async () => {
      world.hideProgram(true);
      await wait(1_500);
      world.hideProgram(false);
    },
  };
  const repeat = async (kind: FaultKind): Promise<void> => {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await wait(everySec[kind] * 1000, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await act[kind]();
      counts[kind] += 1;
    }
  };
  const all = Promise.all([repeat('reload'), repeat('broken'), repeat('launcher'), repeat('missing')]);
  return {
    counts,
    stop: async () => {
      ending.abort();
      await all;
    },
  };
}

/** The launchers of a server are its only children. */
const launchersOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim().split(' ').filter(Boolean).map(Number);
