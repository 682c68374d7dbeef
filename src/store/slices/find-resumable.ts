import type { Kysely } from 'kysely';
import { failure, type Failure } from '../../kernel/failure.ts';
import { readRunId } from '../../kernel/ids.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Caller, DoneSlice, Resumable } from '../../pipeline/ports.ts';
import { recordOf } from '../../pipeline/take-up.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { Tables } from '../tables.ts';

/** A run that ended before all of its slices were done. Who has the machine may go on with anybody's. */
export async function findResumable(
  db: Kysely<Tables>,
  wanted: string,
  caller: Caller,
): Promise<Result<Resumable>> {
  const row = await db
    .selectFrom('run')
    .leftJoin('sliced_run', 'sliced_run.run_id', 'run.id')
    .where('id', '=', wanted)
    .$if(caller.channel !== 'cli', (query) => query.where('principal', '=', caller.principal))
    .select(['id', 'tool', 'state', 'resumes', 'input', 'argv', 'slices'])
    .executeTakeFirst();
  if (row === undefined) return err(notFound(wanted));
  const { id, tool, state, resumes, input, argv, slices } = row;
  if (state === 'running')
    return err(refused(`The run ${id} is still going on.`, [`run_wait(run_id="${id}")`]));
  if (state === 'succeeded') return err(refused(`The run ${id} has done all that was asked.`, []));
  if (input === null || argv === null || slices === null)
    return err(
      refused(`The run ${id} was not made in slices.`, ['Make the same call again, without resume.']),
    );
  const runId = readRunId(id);
  const given = recordOf(JSON.parse(input));
  if (runId === null || given === null) throw new StoreTrouble('damaged');
  const targets = textsIn(slices);
  const done = await readable(db, runId);
  return ok({
    runId,
    tool,
    resumes: resumes === null ? null : readRunId(resumes),
    input: given,
    argv: textsIn(argv),
    slices: targets,
    // The last one is done where the run is.
    done: done.slice(0, targets.length - 1),
    taken: 0,
  });
}

/** The first slices whose output is still kept, without a gap. */
async function readable(db: Kysely<Tables>, runId: string): Promise<readonly DoneSlice[]> {
  const rows = await db
    .selectFrom('slice')
    .leftJoin('blob as out', 'out.sha256', 'slice.stdout')
    .leftJoin('blob as err', 'err.sha256', 'slice.stderr')
    .where('run_id', '=', runId)
    .select(['position', 'target', 'returncode', 'complete', 'stdout', 'stderr'])
    .select([
      'out.sha256 as out',
      'out.pruned_at as outPruned',
      'err.sha256 as err',
      'err.pruned_at as errPruned',
    ])
    .orderBy('position')
    .execute();
  const end = rows.findIndex(
    ({ position, stdout, stderr, out, err: errors, outPruned, errPruned }, index) =>
      position !== index + 1 ||
      stdout !== out ||
      stderr !== errors ||
      outPruned !== null ||
      errPruned !== null,
  );
  return rows.slice(0, end === -1 ? rows.length : end).map(({ position, target, returncode, complete }) => ({
    position,
    target,
    returncode,
    complete: complete === 1,
  }));
}

function textsIn(json: string): readonly string[] {
  const list: unknown = JSON.parse(json);
  if (!Array.isArray(list)) throw new StoreTrouble('damaged');
  return list.map(String);
}

const notFound = (id: string): Failure =>
  failure('run.not_found', `There is no run ${quote(id, 64)} of yours.`, { field: 'resume' });

const refused = (why: string, next: readonly string[]): Failure =>
  failure('input.invalid', `${why} Nothing was sent.`, { field: 'resume', next });
