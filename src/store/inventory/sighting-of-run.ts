import type { Kysely } from 'kysely';
import type { Seen, Sighting } from '../../inventory/sighting.ts';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { readOutput } from '../blobs/read-output.ts';
import { findRuns } from '../runs/find-runs.ts';
import type { RunFacts } from '../runs/run-facts.ts';
import type { Tables } from '../tables.ts';

/** What a run saw of hosts; the failure says why it tells nothing of them. */
export async function sightingOfRun(
  db: Kysely<Tables>,
  blobs: Blobs,
  runId: string,
): Promise<Result<Sighting>> {
  const [run] = await findRuns(db, { id: runId, limit: 1 });
  if (run === undefined) return err(failure('run.not_found', `There is no run ${quote(runId, 64)}.`));
  if (run.state === 'running')
    return err(failure('run.not_found', `The run ${run.id} is still going on: there is nothing to compare.`));
  const kept = await readOutput(db, blobs, { runId: run.id, name: 'result' });
  const read = kept === null || kept.bytes === null ? null : await seenIn(kept.bytes);
  if (read !== null) return ok({ ...read, run: run.id, at: run.finishedAt ?? run.createdAt });
  return err(
    failure('input.invalid', `The run ${run.id} tells nothing of hosts: ${reasonOf(run, kept)}.`, {
      next: ['Compare runs that looked at hosts or ports and have a result, such as scans by nmap.'],
    }),
  );
}

/** What a stored result tells of hosts; null where it tells nothing. */
export const seenIn = async (bytes: Uint8Array): Promise<Seen | null> =>
  (await import('./seen-in-result.ts')).seenInResult(bytes);

function reasonOf({ tool, state }: RunFacts, kept: { readonly bytes: Uint8Array | null } | null): string {
  if (kept?.bytes === null) return 'its result is no longer kept';
  return state === 'succeeded' ? `${tool} does not look at them` : `it ended as ${state}, without a result`;
}
