import { findRun as findRunOf } from '../../app/find-run.ts';
import type { Result } from '../../kernel/result.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';

/** The run that a word on the command line means, whoever asked for it. */
export const findRun = (store: Pick<Store, 'runs'> | null, word: string): Promise<Result<RunFacts>> =>
  findRunOf(store, word, {
    field: 'id',
    next: ['`bailiwick runs list` lists them; `last` is the newest that has ended.'],
  });
