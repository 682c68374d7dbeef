import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import { createLauncherKeeper } from './launcher-keeper.ts';
import type { LauncherLink } from './launcher-link.ts';
import type { FromLauncher } from './launcher/frames.ts';
import { startLauncher, type LauncherProcess } from './start-launcher.ts';

/** The launchers of an executor, each at hand as long as it can be. */
export interface Workers {
  /** The connection to the one that has the fewest runs, or to that of `place`; a `sandbox.unavailable` failure where it is gone. */
  readonly link: (place: number | null) => Result<Worker>;
  /** True while every one of them is there. */
  readonly alive: () => boolean;
  /** Ends them for good; `waitMs` at most until they are killed. */
  readonly close: (waitMs: number) => Promise<void>;
}

/** One launcher, for one run. */
export interface Worker {
  readonly number: number;
  readonly link: LauncherLink;
  /** Says that it has one run more, or less. */
  readonly count: (change: 1 | -1) => void;
}

/** Takes over the first, and starts the others. `lost` is called with the number of one that died, before another takes its place. */
export function createWorkers(
  { first, count, clock }: { readonly first: LauncherProcess; readonly count: number; readonly clock: Clock },
  take: (frame: FromLauncher) => void,
  lost: (number: number) => void,
): Workers {
  const workers = Array.from({ length: count }, (_, number) => ({
    keeper: createLauncherKeeper(number === 0 ? first : startLauncher(), clock, take, () => lost(number)),
    runs: 0,
  }));

  const fewest = (): number => {
    const runs = workers.map((worker) => worker.runs);
    return runs.indexOf(Math.min(...runs));
  };

  return {
    link: (place) => {
      const number = place === null ? fewest() : place % count;
      const worker = workers[number];
      if (worker === undefined) throw new RangeError(`There is no launcher ${number}.`);
      const link = worker.keeper.link();
      if (!link.ok) return link;
      return ok({
        number,
        link: link.value,
        count: (change) => {
          worker.runs += change;
          link.value.hold(worker.runs > 0);
        },
      });
    },
    alive: () => workers.every(({ keeper }) => keeper.alive()),
    close: async (waitMs) => {
      await Promise.all(workers.map(({ keeper }) => keeper.close(waitMs)));
    },
  };
}
