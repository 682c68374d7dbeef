import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { askAboutRun } from '../control/ask-about-run.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';
import { presentRun } from './present-run.ts';

/** `runs cancel ID`: stops a run of a server of this user and shows what it had found; one that has ended stays as it is. Returns the exit code. */
export const cancelRun = (terminal: Terminal, common: CommonOptions, word: string): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, word);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const ended = await stop(terminal, store, found.value);
    if (!ended.ok) return await reportFailure(terminal, common, ended.error);
    const shown = await presentRun(terminal, common, store, ended.value);
    return shown.ok ? exitCodes.ok : await reportFailure(terminal, common, shown.error);
  });

async function stop(terminal: Terminal, store: Store, run: RunFacts): Promise<Result<RunFacts>> {
  if (run.state !== 'running') return ok(run);
  const standing = await askAboutRun(terminal, { run_id: run.id, action: 'cancel', wait_ms: longestMs });
  const again = await store.runs({ id: run.id, limit: 1 });
  if (!again.ok) return again;
  const [facts = run] = again.value;
  if (facts.state !== 'running') return ok(facts);
  return err(standing === null ? notHere(run) : notYet(run));
}

/** Programs are killed where they do not end by themselves, within `limits.kill_grace_sec`. */
const longestMs = 20_000;

const notHere = ({ id }: RunFacts): Failure =>
  failure('run.not_found', `No server of yours has the run ${id}, which goes on.`, {
    field: 'id',
    next: ['Stop it where it was started: a single command by ^C, a server of another user as that user.'],
  });

const notYet = ({ id }: RunFacts): Failure =>
  failure('limit.busy', `The run ${id} was told to stop, and has not ended within ${longestMs / 1000} s.`, {
    field: 'id',
    next: [`\`bailiwick runs wait ${id}\` waits for its end.`],
  });
