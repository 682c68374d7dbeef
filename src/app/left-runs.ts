import type { Logger } from '../host/logger.ts';
import type { Store } from '../store/store.ts';

/** Ends the runs of servers that were killed, as their records stand; `isGone` knows the dead by their names. */
export async function endLeftRuns(
  store: Pick<Store, 'unfinishedOwners' | 'interrupt'>,
  isGone: (owner: string) => boolean,
  logger: Pick<Logger, 'log'>,
): Promise<void> {
  const owners = await store.unfinishedOwners();
  if (!owners.ok) return logger.log('warn', 'audit.failed', { why: owners.error.message });
  for (const owner of owners.value.filter(isGone)) {
    const interrupted = await store.interrupt(owner);
    if (!interrupted.ok) return logger.log('warn', 'audit.failed', { why: interrupted.error.message });
    for (const run_id of interrupted.value) logger.log('warn', 'run.interrupted', { run_id, owner });
  }
}
