import { failure, type Failure } from '../../kernel/failure.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { runStates, type RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';

/**
 * The run that a word means: an id or the beginning of one, or `last`, `last~1` and so on of those that have ended. The failure is
 * `run.not_found`.
 */
export async function findRun(store: Pick<Store, 'runs'> | null, word: string): Promise<Result<RunFacts>> {
  if (store === null) return err(notFound(word));
  const [, back = null] = /^last(?:~(\d{1,4}))?$/.exec(word) ?? [];
  if (word === 'last' || back !== null) {
    const skipped = Number(back ?? 0);
    const found = await store.runs({ limit: skipped + 1, states: ended });
    if (!found.ok) return found;
    const run = found.value[skipped];
    return run === undefined ? err(notFound(word)) : ok(run);
  }
  const found = await store.runs({ limit: 2, idPrefix: word.startsWith('r-') ? word : `r-${word}` });
  if (!found.ok) return found;
  const [only, other] = found.value;
  if (only === undefined) {
    const newest = await store.runs({ limit: 1000 });
    return err(
      notFound(
        word,
        newest.ok
          ? nearest(
              word,
              newest.value.map(({ id }) => id),
            )
          : null,
      ),
    );
  }
  return other === undefined
    ? ok(only)
    : err(
        failure('run.not_found', `Several runs begin with ${quote(word, 64)}: ${only.id}, ${other.id}.`, {
          field: 'id',
          next: ['Give more of the id.'],
        }),
      );
}

const ended = runStates.filter((state) => state !== 'running' && state !== 'refused');

const notFound = (word: string, near: string | null = null): Failure =>
  failure('run.not_found', `There is no run ${quote(word, 64)}.`, {
    field: 'id',
    next: [
      ...(near === null ? [] : [`Did you mean ${near}?`]),
      '`bailiwick runs list` lists them; `last` is the newest that has ended.',
    ],
  });
