import type { Clock } from '../../kernel/clock.ts';
import type { Store } from '../../store/store.ts';
import type { WatchDesk } from './watch-desk.ts';
import { principalOf, type Watch } from './watch.ts';

interface Scheduling {
  readonly desk: Pick<WatchDesk, 'watches' | 'run'>;
  readonly store: Pick<Store, 'runs'>;
  readonly clock: Pick<Clock, 'after' | 'wallMs'>;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Whether the server is about to end: nothing begins then. */
  readonly leaving: () => boolean;
}

/** The watches of a server that serves. */
export interface Schedule {
  /** Follows another configuration. */
  readonly reconsider: () => void;
  /** Lets none begin any more, and stops those that run. Idempotent. */
  readonly stop: () => void;
}

/**
 * Lets every watch run when it is due: so long after its last run began as it says, whichever process has made that, and whenever.
 * Servers that share a database so share their watches, and a start does not scan everything anew.
 */
export function scheduleWatches({ desk, store, clock, random, leaving }: Scheduling): Schedule {
  const stopped = new AbortController();
  /** When each was tried last in this process: what is refused before it is recorded is not tried at once again. */
  const tried = new Map<string, number>();
  let timers = new Map<string, () => void>();
  /** Aborted when another configuration takes the place of the one that timers were set by. */
  let outdated = new AbortController();

  const wake = (watch: Watch, inMs: number): void => {
    const { signal } = outdated;
    const cancel = clock.after(Math.min(inMs, longestSleepMs), () => void turn(watch, signal));
    timers.set(watch.name, cancel);
  };
  const turn = async (watch: Watch, signal: AbortSignal): Promise<void> => {
    const dueIn = await untilDue(watch);
    if (signal.aborted || leaving()) return;
    if (dueIn > 0) return wake(watch, dueIn + jitter(watch));
    tried.set(watch.name, clock.wallMs());
    await desk.run(watch.name, stopped.signal);
    if (!signal.aborted) wake(watch, 0);
  };
  /** Several servers do not all look at the same moment. */
  const jitter = ({ everyMs }: Watch): number => random() * Math.min(everyMs / 10, longestJitterMs);

  const untilDue = async (watch: Watch): Promise<number> => {
    const now = clock.wallMs();
    const found = await store.runs({ principal: principalOf(watch), tool: watch.tool, limit: 1 });
    const [last] = found.ok ? found.value : [];
    // A run whose server was killed is not waited for forever.
    if (last?.state === 'running' && last.createdAt > now - longestRunMs)
      return Math.min(watch.everyMs, 60_000);
    const begun = Math.max(last?.createdAt ?? -Infinity, tried.get(watch.name) ?? -Infinity);
    return begun + watch.everyMs - now;
  };

  const begin = (): void => {
    if (stopped.signal.aborted) return;
    for (const watch of desk.watches()) wake(watch, jitter(watch));
  };
  const forget = (): void => {
    outdated.abort();
    for (const cancel of timers.values()) cancel();
    timers = new Map();
    outdated = new AbortController();
  };

  begin();
  return {
    reconsider: () => {
      forget();
      begin();
    },
    stop: () => {
      stopped.abort();
      forget();
    },
  };
}

/** A timer of Node's takes 24 days at most; and the wall clock may jump. */
const longestSleepMs = 3_600_000;
const longestJitterMs = 60_000;
const longestRunMs = 86_400_000;
