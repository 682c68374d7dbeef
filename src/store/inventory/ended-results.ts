import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';

/** Whose runs, and how far back. */
export interface WhichRuns {
  /** Whoever asked for them; all where it is absent. */
  readonly principal?: string | undefined;
  /** So many of the newest alone. */
  readonly newest?: number | undefined;
}

/** A run that has ended and whose result is still kept. */
export interface EndedResult {
  readonly id: string;
  /** When it ended, milliseconds since the Unix epoch. */
  readonly at: number;
}

/** Runs with a result, the oldest first, page by page: however many there are, few are in memory. */
export async function* endedResults(
  db: Kysely<Tables>,
  { principal, newest }: WhichRuns,
): AsyncGenerator<EndedResult> {
  const ended = withResult(db, principal);
  let last: EndedResult | null = newest === undefined ? null : await before(ended, newest);
  for (;;) {
    const { id, at }: EndedResult = last ?? { id: '', at: -1 };
    const page = await ended
      .where((is) =>
        is.or([is('finished_at', '>', at), is.and([is('finished_at', '=', at), is('id', '>', id)])]),
      )
      .orderBy('finished_at')
      .orderBy('id')
      .limit(pageRuns)
      .execute();
    for (const row of page) {
      last = resultOf(row);
      yield last;
    }
    if (page.length < pageRuns) return;
  }
}

/** The run before so many of the newest; null where there are no more. */
async function before(ended: ReturnType<typeof withResult>, newest: number): Promise<EndedResult | null> {
  const row = await ended
    .orderBy('finished_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .offset(newest)
    .executeTakeFirst();
  return row === undefined ? null : resultOf(row);
}

const withResult = (db: Kysely<Tables>, principal: string | undefined) =>
  db
    .selectFrom('run')
    .innerJoin('run_output', 'run_output.run_id', 'run.id')
    .innerJoin('blob', 'blob.sha256', 'run_output.sha256')
    .where('name', '=', 'result')
    .where('pruned_at', 'is', null)
    .where('finished_at', 'is not', null)
    .$if(principal !== undefined, (query) => query.where('principal', '=', principal ?? ''))
    .select(['run.id', 'finished_at']);

const resultOf = (row: { readonly id: string; readonly finished_at: number | null }): EndedResult => ({
  id: row.id,
  at: row.finished_at ?? 0,
});

const pageRuns = 100;
