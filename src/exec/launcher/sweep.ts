import { killMarked } from './marked-processes.ts';

/**
 * Kills what left a run's group (`setsid`, double fork) and resolves when nothing of it is found any more. `leader` bounds
 * the search from below; 0 searches all. Not found: a process that cleared its environment and left its folder as well.
 */
export type Sweep = (runId: string, leader: number) => Promise<void>;

/** Makes a sweep whose passes are shared: however many runs end at once, the process table is read once for all. */
export function createSweep(): Sweep {
  let waiting: Search[] = [];
  let scheduled = false;

  const schedule = (delayMs: number): void => {
    if (scheduled) return;
    scheduled = true;
    if (delayMs === 0) setImmediate(pass);
    else setTimeout(pass, delayMs);
  };

  const pass = (): void => {
    scheduled = false;
    const searches = waiting;
    const after = Math.min(...searches.map((search) => search.leader));
    const found = killMarked(new Set(searches.map((search) => search.runId)), after);
    waiting = searches.filter((search) => found.has(search.runId) && search.passes < mostPasses);
    for (const search of searches) {
      search.passes += 1;
      if (!waiting.includes(search)) search.done();
    }
    if (waiting.length > 0) schedule(betweenPassesMs);
  };

  return (runId, leader) =>
    new Promise((done) => {
      waiting.push({ runId, leader, passes: 0, done });
      schedule(0);
    });
}

interface Search {
  readonly runId: string;
  readonly leader: number;
  passes: number;
  readonly done: () => void;
}

/** The killed need a moment to go; a program that forks faster than it is killed must not hold us for ever. */
const betweenPassesMs = 2;
const mostPasses = 250;
