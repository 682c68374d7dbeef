import type { Failure } from '../kernel/failure.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Plan } from '../tools/tool.ts';
import { refusalOf, type CallBreaker } from './call-breakers.ts';
import type { Place, Queue } from './queue.ts';

/**
 * Waits for a place for as long as no breaker refuses. Who waits holds no trial; nor does anybody wait, in line, for what
 * somebody else's trial shows: once a breaker refuses, that is `breaker.open` at once.
 */
export async function awaitPlace(
  queue: Queue,
  breakers: readonly CallBreaker[],
  plan: Plan,
  signal: AbortSignal,
): Promise<Result<Place>> {
  const refused = new AbortController();
  let why: Failure | null = null;
  const look = (): void => {
    why ??= refusalOf(breakers);
    if (why !== null) refused.abort();
  };
  const ends = breakers.map(({ breaker }) => breaker.watch(look));
  const place = await queue.acquire(plan, AbortSignal.any([signal, refused.signal]));
  for (const end of ends) end();
  return place.ok || signal.aborted ? place : err(why ?? place.error);
}
