import { clean } from '../../output/clean.ts';
import { runStates, type RunFacts, type RunState } from '../../store/runs/run-facts.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { withRuns } from './open-runs.ts';

interface Wanted {
  readonly count: number;
  readonly tool?: string | undefined;
  readonly state?: RunState | undefined;
  readonly target?: string | undefined;
  readonly since?: number | undefined;
  /** Those that were refused as well. */
  readonly all: boolean;
}

/** `runs list`: the newest runs, newest first. Returns the exit code. */
export const listRuns = (
  terminal: Terminal,
  common: CommonOptions,
  { count, state, all, ...filter }: Wanted,
): Promise<number> =>
  withRuns(terminal, common, async (store) => {
    const states = state === undefined ? (all ? undefined : unrefused) : [state];
    const found = store === null ? null : await store.runs({ ...filter, limit: count, states });
    if (found?.ok === false) return await reportFailure(terminal, common, found.error);
    const runs = found?.value ?? [];
    if (common.json) await writeJson(terminal, 'runs', { runs: runs.map(documentOf) });
    else if (common.quiet) await terminal.write(runs.map(({ id }) => `${id}\n`).join(''));
    else if (runs.length === 0) terminal.tell('no runs yet\n');
    else await terminal.write(runs.map(lineOf).join(''));
    return exitCodes.ok;
  });

const unrefused = runStates.filter((state) => state !== 'refused');

/** A run as `--json` has it. */
export const documentOf = ({ createdAt, finishedAt, correlationId, ...facts }: RunFacts): object => ({
  ...facts,
  correlation_id: correlationId,
  created_at: new Date(createdAt).toISOString(),
  finished_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
});

function lineOf({ id, createdAt, finishedAt, tool, state, target, code, summary }: RunFacts): string {
  const seconds = finishedAt === null ? '' : `${((finishedAt - createdAt) / 1000).toFixed(1)} s`;
  const when = new Date(createdAt).toISOString().replace(/\.\d+Z$/, 'Z');
  const said = summary ?? code ?? '';
  return `${id}  ${when}  ${tool.padEnd(12)} ${state.padEnd(11)} ${seconds.padStart(8)}  ${clean(target ?? '-').slice(0, 60)}  ${clean(said).slice(0, 100)}\n`;
}
