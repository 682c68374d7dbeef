import { failure, type Failure } from '../kernel/failure.ts';
import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { runStates, type RunFacts } from '../store/runs/run-facts.ts';
import type { Store } from '../store/store.ts';

/** Who looks for a run, and how he is told that there is none. */
export interface Finder {
  /** His own runs are looked through alone; all where it is absent. */
  readonly principal?: string | undefined;
  readonly field: string;
  /** Where he can look. */
  readonly next: readonly string[];
}

/**
 * The run that a word means: an id or the beginning of one, or `last`, `last~1` and so on of those that have ended. The failure is
 * `run.not_found`.
 */
export async function findRun(
  store: Pick<Store, 'runs'> | null,
  word: string,
  finder: Finder,
): Promise<Result<RunFacts>> {
  const { principal } = finder;
  if (store === null) return err(notFound(word, finder));
  const [, back = null] = /^last(?:~(\d{1,4}))?$/.exec(word) ?? [];
  if (word === 'last' || back !== null) {
    const skipped = Number(back ?? 0);
    const found = await store.runs({ limit: skipped + 1, states: ended, principal });
    if (!found.ok) return found;
    const run = found.value[skipped];
    return run === undefined ? err(notFound(word, finder)) : ok(run);
  }
  const idPrefix = word.startsWith('r-') ? word : `r-${word}`;
  const found = await store.runs({ limit: 2, idPrefix, principal });
  if (!found.ok) return found;
  const [only, other] = found.value;
  if (only === undefined) {
    const newest = await store.runs({ limit: 1000, principal });
    const ids = newest.ok ? newest.value.map(({ id }) => id) : [];
    return err(notFound(word, finder, nearest(word, ids)));
  }
  return other === undefined ? ok(only) : err(several(word, [only, other], finder));
}

const ended = runStates.filter((state) => state !== 'running' && state !== 'refused');

const several = (word: string, runs: readonly RunFacts[], { field }: Finder): Failure =>
  failure(
    'run.not_found',
    `Several runs begin with ${quote(word, 64)}: ${runs.map(({ id }) => id).join(', ')}.`,
    {
      field,
      next: ['Give more of the id.'],
    },
  );

const notFound = (word: string, { field, next, principal }: Finder, near: string | null = null): Failure =>
  failure(
    'run.not_found',
    `There is no run ${quote(word, 64)}${principal === undefined ? '' : ' of yours'}.`,
    {
      field,
      next: [...(near === null ? [] : [`Did you mean ${near}?`]), ...next],
    },
  );
