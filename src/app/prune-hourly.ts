import type { Config } from '../config/schema.ts';
import type { Logger } from '../host/logger.ts';
import type { Clock } from '../kernel/clock.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Retention } from '../store/retention/retention.ts';
import type { Store } from '../store/store.ts';

interface Pruning {
  readonly store: Pick<Store, 'prune'>;
  /** Moves records of the audit log that were written before then out of the database; how many segments they were. */
  readonly pruneAudit: (before: number) => Promise<Result<readonly unknown[]>>;
  readonly config: () => Config;
  readonly clock: Pick<Clock, 'after' | 'wallMs'>;
  readonly logger: Pick<Logger, 'log'>;
}

/** Removes what need not be kept any longer, now and an hour after each time; returns the way to stop. */
export function pruneHourly({ store, pruneAudit, config, clock, logger }: Pruning): () => void {
  let stopped = false;
  let cancel: (() => void) | null = null;
  const pruneOnce = async (): Promise<void> => {
    const pruned = await store.prune(retentionOf(config()));
    // What a server that ends leaves undone, the next one does.
    if (stopped) return;
    if (!pruned.ok) logger.log('warn', 'prune.failed', { why: pruned.error.message });
    else if (pruned.value.runs + pruned.value.outputs > 0)
      logger.log('info', 'prune.done', { ...pruned.value });
    const { keep_days: days } = config().audit;
    const left = days === 0 ? ok([]) : await pruneAudit(clock.wallMs() - days * dayMs);
    if (stopped) return;
    if (!left.ok) logger.log('warn', 'prune.failed', { why: left.error.message });
    else if (left.value.length > 0) logger.log('info', 'prune.done', { segments: left.value.length });
    cancel = clock.after(hourMs, () => void pruneOnce());
  };
  void pruneOnce();
  return () => {
    stopped = true;
    cancel?.();
  };
}

const retentionOf = ({ database, limits }: Config): Retention => ({
  keepRunsMs: database.keep_runs_days * dayMs,
  keepOutputsMs: database.keep_outputs_days * dayMs,
  totalBytes: limits.artifacts_total_bytes,
});

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
