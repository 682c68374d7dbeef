import { failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Compared, Side } from '../../store/inventory/compare-runs.ts';
import type { Store } from '../../store/store.ts';
import type { StartCall } from '../shared-runs.ts';
import { principalOf, type Watch } from './watch.ts';

/** What one run of a watch came to. */
export interface WatchReport {
  readonly watch: string;
  readonly run: string;
  /** What the run itself says of what it found, in one sentence. */
  readonly summary: string;
  /** What has changed; null for the first run, which there is nothing to compare with. */
  readonly compared: Compared | null;
}

/** What a run of a watch needs. */
export interface WatchRunner {
  /** The one path of a call: policy applies to a watch as to anybody. */
  readonly start: StartCall;
  readonly store: Pick<Store, 'runs' | 'compare'>;
}

/** Makes the call of a watch, and compares what it saw with the run before or with a baseline; aborted, it stops the run. */
export async function runWatch(
  { start, store }: WatchRunner,
  watch: Watch,
  signal: AbortSignal,
): Promise<Result<WatchReport>> {
  const caller = { channel: 'library', principal: principalOf(watch), client: null } as const;
  const run = start({ tool: watch.tool, input: watch.input, caller });
  const stop = (): void => run.stop('cancelled');
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  const result = await run.result;
  signal.removeEventListener('abort', stop);
  const { error, run_id, summary } = result;
  if (error !== null)
    return err(failure(error.code, error.message, { field: error.field, next: error.next }));
  const before = await sideBefore(store, watch, run_id);
  if (!before.ok) return before;
  const report = { watch: watch.name, run: run_id, summary };
  if (before.value === null) return ok({ ...report, compared: null });
  const compared = await store.compare({
    before: before.value,
    after: { kind: 'run', name: run_id },
    format: 'text',
    maxTokens,
  });
  return compared.ok ? ok({ ...report, compared: compared.value }) : compared;
}

/** What a run is compared with; null where there is no run before it. */
async function sideBefore(
  store: Pick<Store, 'runs'>,
  { baseline, tool, ...watch }: Watch,
  run: string,
): Promise<Result<Side | null>> {
  if (baseline !== 'previous') return ok({ kind: 'baseline', name: baseline.name });
  const principal = principalOf(watch);
  const found = await store.runs({ principal, tool, states: ['succeeded'], limit: 2 });
  if (!found.ok) return found;
  const previous = found.value.find(({ id }) => id !== run);
  return ok(previous === undefined ? null : { kind: 'run', name: previous.id });
}

/** Some 60 kB: nobody reads more changes than that, and whoever wants them has `diff`. */
const maxTokens = 20_000;
