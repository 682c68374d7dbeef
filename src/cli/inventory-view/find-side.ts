import { ok, type Result } from '../../kernel/result.ts';
import type { Side } from '../../store/inventory/compare-runs.ts';
import type { Store } from '../../store/store.ts';
import { findRun } from '../runs-view/find-run.ts';

/** The baseline of that name, else the run that the word means. */
export async function findSide(
  store: Pick<Store, 'baselines' | 'runs'> | null,
  word: string,
): Promise<Result<Side>> {
  const kept = store === null ? ok([]) : await store.baselines();
  if (!kept.ok) return kept;
  if (kept.value.some(({ name }) => name === word)) return ok({ kind: 'baseline', name: word });
  const run = await findRun(store, word);
  return run.ok ? ok({ kind: 'run', name: run.value.id }) : run;
}
