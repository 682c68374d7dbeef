import type { LoadedConfig } from '../config/load.ts';
import { nextConfig } from '../config/next-config.ts';
import type { Failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { InForce } from '../pipeline/pipeline.ts';
import type { Planner } from './planner.ts';
import { widened, wideningRefused } from './widened.ts';

/** A configuration with all that was compiled from it: immutable, and swapped as a whole. */
export interface Generation {
  readonly loaded: LoadedConfig;
  readonly planner: Planner;
  readonly inForce: InForce;
}

/** What has changed by a reload. */
export interface Reloaded {
  readonly version: string;
  readonly changed: readonly string[];
  /** The leaves that change with the next start. */
  readonly pending: readonly string[];
}

/** Something that lives on while configurations change. Preparing may refuse; what it returns is called once all are ready. */
export type Follower = (next: LoadedConfig) => Result<() => void>;

/** The configuration in force, and how another takes its place. */
export interface Generations {
  readonly now: () => Generation;
  /** All of it or nothing: while anything stands against it, what is in force stays so. */
  readonly reload: (wanted: LoadedConfig) => Result<Reloaded, readonly Failure[]>;
  /** Tells when another is in force; returns the way to stop that. */
  readonly onReload: (listener: () => void) => () => void;
  readonly follow: (follower: Follower) => void;
}

/** Begins with a configuration that is sound; `compile` makes the planner of another, or says what is wrong. */
export function createGenerations(
  first: Omit<Generation, 'inForce'>,
  compile: (loaded: LoadedConfig) => Result<Planner, readonly Failure[]>,
): Generations {
  let now = generationOf(first);
  const followers: Follower[] = [];
  const listeners = new Set<() => void>();
  return {
    now: () => now,
    follow: (follower) => void followers.push(follower),
    onReload: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reload: (wanted) => {
      const { config, changed, pending } = nextConfig(now.loaded.config, wanted.config);
      const loaded = { ...wanted, config, version: wanted.versionOf(config) };
      const planner = compile(loaded);
      if (!planner.ok) return planner;
      const wider = widened(admittingOf(now), admittingOf({ loaded, planner: planner.value }));
      if (wider.length > 0 && !config.reload.allow_widening)
        return err([wideningRefused(wider, wanted.placeOf)]);
      const prepared = followers.map((follower) => follower(loaded));
      const against = prepared.flatMap((one) => (one.ok ? [] : [one.error]));
      if (against.length > 0) return err(against);
      now = generationOf({ loaded, planner: planner.value });
      for (const one of prepared) if (one.ok) one.value();
      for (const listener of listeners) listener();
      return ok({ version: loaded.version, changed, pending });
    },
  };
}

const generationOf = ({ loaded, planner }: Omit<Generation, 'inForce'>): Generation => ({
  loaded,
  planner,
  inForce: {
    policy: planner.policy,
    engagement: planner.engagement,
    configVersion: loaded.version,
    find: planner.find,
  },
});

const admittingOf = ({ loaded, planner }: Omit<Generation, 'inForce'>) => ({
  config: loaded.config,
  scope: planner.scope,
  engagement: planner.engagement,
});
