import type { Cgroups } from '../sandbox/cgroup/cgroups.ts';
import { startGrouped, type GroupedChild } from './grouped-child.ts';
import { startStandby, type StandbyKind } from './standby.ts';

/** Processes that are made ahead, and wait for what to become. */
export interface Standbys {
  /** Gives one of a kind: what waits already, else a new one. Of a kind that is asked for again, the next is made ahead. */
  readonly take: (kind: StandbyKind) => GroupedChild;
  /** Ends all that wait. */
  readonly close: () => Promise<void>;
}

/** Nothing waits before a kind has been asked for twice: whoever makes one call leaves none behind. */
export function createStandbys(cgroups: Pick<Cgroups, 'newGroup'>): Standbys {
  const waiting = new Map<string, GroupedChild>();
  const asked = new Set<string>();
  let isClosed = false;

  const start = (kind: StandbyKind): GroupedChild => startGrouped(cgroups, () => startStandby(kind));
  const end = async (key: string, { child, group }: GroupedChild): Promise<void> => {
    waiting.delete(key);
    child.stdin?.end();
    await group.end();
  };
  const makeAhead = (key: string, kind: StandbyKind): void => {
    if (isClosed || waiting.has(key)) return;
    const standby = start(kind);
    const forget = (): void => {
      if (waiting.get(key) === standby) void end(key, standby);
    };
    standby.child.once('error', forget).once('exit', forget);
    waiting.set(key, standby);
    const [oldest] = waiting;
    if (waiting.size > mostWaiting && oldest !== undefined) void end(...oldest);
  };

  return {
    take: (kind) => {
      const key = JSON.stringify(kind);
      const ready = waiting.get(key);
      waiting.delete(key);
      // While this one becomes what it should, the launcher has nothing else to do.
      if (asked.has(key)) setImmediate(makeAhead, key, kind);
      asked.add(key);
      return ready ?? start(kind);
    },
    close: async () => {
      isClosed = true;
      await Promise.all(Array.from(waiting, ([key, standby]) => end(key, standby)));
    },
  };
}

/** As many as there are namespaces made ahead, in each as nobody and as root. */
const mostWaiting = 8;
