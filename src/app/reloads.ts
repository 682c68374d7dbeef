import type { LoadedConfig } from '../config/load.ts';
import type { Logger } from '../host/logger.ts';
import type { ReloadFacts } from '../host/metrics/server-collectors.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Result } from '../kernel/result.ts';
import type { Generations, Reloaded } from './generations.ts';

/** Reloads as an operator sees them: each one is logged and counted. */
export interface Reloads {
  readonly reload: (wanted: LoadedConfig) => Result<Reloaded, readonly Failure[]>;
  /** Notes that a configuration could not even be read; `why` says so, error by error. The same twice is logged once. */
  readonly unread: (why: readonly string[]) => void;
  readonly facts: () => ReloadFacts;
}

/** Begins with the configuration that the server was started with. */
export function createReloads(generations: Generations, logger: Logger, clock: Clock): Reloads {
  let facts: ReloadFacts = {
    version: generations.now().loaded.version,
    successful: true,
    atMs: clock.wallMs(),
    pending: 0,
    counts: { applied: 0, unchanged: 0, refused: 0 },
  };
  let lastWhy = '';
  const count = (outcome: keyof ReloadFacts['counts']): ReloadFacts['counts'] => ({
    ...facts.counts,
    [outcome]: facts.counts[outcome] + 1,
  });
  const refused = (why: readonly string[]): void => {
    facts = { ...facts, successful: false, counts: count('refused') };
    const said = why.join('\n');
    if (said !== lastWhy) logger.log('warn', 'config.refused', { in_force: facts.version, errors: why });
    lastWhy = said;
  };
  return {
    unread: refused,
    facts: () => facts,
    reload: (wanted) => {
      const reloaded = generations.reload(wanted);
      if (!reloaded.ok) {
        refused(reloaded.error.map(({ message }) => message));
        return reloaded;
      }
      const { version, changed, pending } = reloaded.value;
      lastWhy = '';
      facts = {
        version,
        successful: true,
        atMs: clock.wallMs(),
        pending: pending.length,
        counts: count(changed.length === 0 ? 'unchanged' : 'applied'),
      };
      logger.log('info', 'config.reloaded', { config_version: version, changed, restart_required: pending });
      return reloaded;
    },
  };
}
