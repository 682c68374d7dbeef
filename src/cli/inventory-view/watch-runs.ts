import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../app/app.ts';
import type { WatchReport } from '../../app/watches/run-watch.ts';
import type { LauncherProcess } from '../../exec/start-launcher.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodeOfSignal, exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { watchSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

interface Wanted {
  readonly name: string;
  readonly once: boolean;
}

/** `watch NAME`: lets it run now and whenever it is due, until a signal comes. Returns the exit code. */
export const watchRuns = (
  terminal: Terminal,
  common: CommonOptions,
  launcher: LauncherProcess,
  { name, once }: Wanted,
): Promise<number> =>
  withApp(terminal, common, { launcher, logs: 'errors' }, async (app) => {
    const stop = new AbortController();
    const watch = watchSignals(() => stop.abort());
    let code: number = exitCodes.ok;
    for (;;) {
      const begun = performance.now();
      // One after the other.
      // oxlint-disable-next-line no-await-in-loop -- see above
      code = await runOnce(terminal, common, app, name, stop.signal);
      const everyMs = app.watches.watches().find((one) => one.name === name)?.everyMs;
      if (once || everyMs === undefined || stop.signal.aborted) break;
      // oxlint-disable-next-line no-await-in-loop -- see above
      await pause(everyMs - (performance.now() - begun), stop.signal);
      if (stop.signal.aborted) break;
    }
    watch.end();
    const signal = watch.caught();
    return signal === null ? code : exitCodeOfSignal(signal);
  });

async function runOnce(
  terminal: Terminal,
  common: CommonOptions,
  app: App,
  name: string,
  signal: AbortSignal,
): Promise<number> {
  const report = await app.watches.run(name, signal);
  // Whoever has stopped it knows.
  if (!report.ok && signal.aborted) return exitCodes.ok;
  if (!report.ok) return await reportFailure(terminal, common, report.error);
  const { compared } = report.value;
  await terminal.write(common.json ? documentOf(report.value) : wordsOf(report.value));
  return (compared?.changes ?? 0) === 0 ? exitCodes.ok : exitCodes.difference;
}

/** One line, so that those of many runs can be read one by one. */
const documentOf = ({ watch, run, summary, compared }: WatchReport): string =>
  `${JSON.stringify({
    schema: 'bailiwick.watch/1',
    watch,
    run_id: run,
    summary,
    changes: compared?.changes ?? null,
    kinds: compared?.kinds ?? {},
    diff: compared?.document ?? null,
  })}\n`;

const wordsOf = ({ run, summary, compared }: WatchReport): string =>
  compared === null
    ? `${run}: ${summary} It is the first run: later ones are compared with it.\n`
    : `${compared.text}\n`;

/** Waits, in steps that a timer can take, until the time is over or the signal is aborted. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const end = performance.now() + ms;
  for (let left = ms; left > 0 && !signal.aborted; left = end - performance.now())
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await sleep(Math.min(left, longestSleepMs), undefined, { signal }).catch(() => undefined);
}

/** A timer of Node's takes 24 days at most. */
const longestSleepMs = 3_600_000;
