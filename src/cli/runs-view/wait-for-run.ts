import { setTimeout as delay } from 'node:timers/promises';
import { endLeftRuns } from '../../app/left-runs.ts';
import { isGone } from '../../host/process-name.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import type { Store } from '../../store/store.ts';
import type { CommonOptions } from '../common-options.ts';
import { askAboutRun } from '../control/ask-about-run.ts';
import { exitCodeOfResult, exitCodes } from '../exit-code.ts';
import { createProgressLine } from '../progress-line.ts';
import { reportFailure } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { findRun } from './find-run.ts';
import { withRuns } from './open-runs.ts';
import { presentRun } from './present-run.ts';

interface Wanted {
  readonly id: string;
  /** The longest wait, seconds; undefined for none. */
  readonly timeoutSec: number | undefined;
}

/** `runs wait ID`: waits until a run has ended, in whatever process, and shows it. Returns the exit code that its call had. */
export const waitForRun = (
  terminal: Terminal,
  common: CommonOptions,
  { id, timeoutSec }: Wanted,
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const found = await findRun(store, id);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    if (store === null) return exitCodes.ok;
    const ended = await untilEnded(terminal, common, store, found.value, timeoutSec);
    if (!ended.ok) return await reportFailure(terminal, common, ended.error);
    const shown = await presentRun(terminal, common, store, ended.value);
    return shown.ok
      ? exitCodeOfResult(shown.value, null)
      : await reportFailure(terminal, common, shown.error);
  });

async function untilEnded(
  terminal: Terminal,
  common: CommonOptions,
  store: Store,
  run: RunFacts,
  timeoutSec: number | undefined,
): Promise<Result<RunFacts>> {
  const line = createProgressLine(terminal, !common.quiet, 'wait no longer');
  const endsAtMs = timeoutSec === undefined ? Infinity : performance.now() + 1000 * timeoutSec;
  try {
    for (let facts = run; ;) {
      if (facts.state !== 'running') return ok(facts);
      const leftMs = Math.ceil(endsAtMs - performance.now());
      if (leftMs <= 0) return err(stillRunning(facts, timeoutSec ?? 0));
      const waitMs = Math.min(lookMs, leftMs);
      // Look after look: whoever has the run says when it has ended, and the store whoever had it.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const standing = await askAboutRun(terminal, { run_id: facts.id, action: 'wait', wait_ms: waitMs });
      if (standing?.progress) line.show(standing.progress);
      // oxlint-disable-next-line no-await-in-loop -- see above
      if (standing === null) await withoutServer(store, waitMs);
      // oxlint-disable-next-line no-await-in-loop -- see above
      const again = await store.runs({ id: facts.id, limit: 1 });
      if (!again.ok) return again;
      facts = again.value[0] ?? facts;
    }
  } finally {
    line.clear();
  }
}

/** A run of a single command, or of a server that was killed. */
async function withoutServer(store: Store, waitMs: number): Promise<void> {
  await endLeftRuns(store, isGone, { log: () => undefined });
  await delay(waitMs);
}

/** How often the progress is drawn anew. */
const lookMs = 1000;

const stillRunning = ({ id, tool }: RunFacts, timeoutSec: number): Failure =>
  failure(
    'tool.timeout',
    `The run ${id} of ${tool} is still going on after ${timeoutSec} s of waiting; it was left alone.`,
    {
      field: '--timeout',
      next: [`\`bailiwick runs cancel ${id}\` stops it.`],
    },
  );
