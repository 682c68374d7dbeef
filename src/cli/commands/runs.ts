import { Command, InvalidArgumentError, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { runStates } from '../../store/runs/run-facts.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { durationSec } from '../duration.ts';
import { momentMs } from '../moment.ts';
import { outputFormats } from '../runs-view/output-formats.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';

const idWords = 'its id, the beginning of that, or last, last~1 …';

/** `runs list|show|output|wait|cancel|resume`: what was run, and what came of it. */
export function runsCommand(shell: Shell): CommandUnknownOpts {
  const list = addCommonOptions(new Command('list'))
    .description('Lists the newest runs, newest first.')
    .option('-n, --lines <count>', 'how many', wholeNumber(1, 10_000), 20)
    .option('--tool <name>', 'of that tool alone')
    .addOption(new Option('--state <state>', 'those that came to that').choices(runStates))
    .option('--target <text>', 'whose target holds that text')
    .option('--since <when>', 'asked for since then: 2h or 7d ago, or a time such as 2026-03-01', momentMs)
    .option('--all', 'those that were refused as well')
    .action(async ({ lines, all = false, ...filter }, self) => {
      const { listRuns } = await import('../runs-view/list-runs.ts');
      const wanted = { ...filter, count: lines, all };
      shell.finish(await listRuns(shell.terminal, readCommonOptions(self), wanted));
    });
  const show = addCommonOptions(new Command('show'))
    .description('Shows what became of a run, with its result as it was answered.')
    .argument('<id>', idWords)
    .action(async (id, _options, self) => {
      const { showRun } = await import('../runs-view/show-run.ts');
      shell.finish(await showRun(shell.terminal, readCommonOptions(self), id));
    });
  const output = addCommonOptions(new Command('output'))
    .description(
      'Writes what a program printed, to the byte, or its result as JSON, or as rows: one for each entry of its lists. In CSV, texts that a spreadsheet would take for a formula get an apostrophe before them.',
    )
    .argument('<id>', idWords)
    .addOption(
      new Option('--format <format>', 'raw and xml: the bytes; json: the result; jsonl, csv, md: its rows')
        .choices(outputFormats)
        .default('raw' as const),
    )
    .option(
      '--stream <name>',
      'stdout or stderr; 2.stdout is that of the second program of a run',
      streamName,
      'stdout',
    )
    .action(async (id, { format, stream }, self) => {
      const { showOutput } = await import('../runs-view/show-output.ts');
      shell.finish(await showOutput(shell.terminal, readCommonOptions(self), { id, format, stream }));
    });
  const wait = addCommonOptions(new Command('wait'))
    .description('Waits until a run has ended, and shows it; the exit code is that of its call.')
    .argument('<id>', idWords)
    .option('--timeout <duration>', 'no longer than this, such as 90s or 10m', durationSec)
    .action(async (id, { timeout: timeoutSec }, self) => {
      const { waitForRun } = await import('../runs-view/wait-for-run.ts');
      shell.finish(await waitForRun(shell.terminal, readCommonOptions(self), { id, timeoutSec }));
    });
  const cancel = addCommonOptions(new Command('cancel'))
    .description('Stops a run of a running server of yours; what it had found is kept and shown.')
    .argument('<id>', idWords)
    .action(async (id, _options, self) => {
      const { cancelRun } = await import('../runs-view/cancel-run.ts');
      shell.finish(await cancelRun(shell.terminal, readCommonOptions(self), id));
    });
  const resume = addCommonOptions(new Command('resume'))
    .description(
      'Goes on with a scan in slices that was stopped, ran out of time or lost its server: what is left is judged anew, and the result is of all slices.',
    )
    .argument('<id>', idWords)
    .action(async (id, _options, self) => {
      const launcher = startLauncher();
      const { resumeRun } = await import('../runs-view/resume-run.ts');
      shell.finish(await resumeRun(shell.terminal, readCommonOptions(self), launcher, id));
    });
  return addCommonOptions(new Command('runs'))
    .summary('list runs, read what they found, and go on with them')
    .description('Lists runs, reads what they found, and goes on with those that were stopped.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick runs list --tool nmap\n  $ bailiwick runs show last\n  $ bailiwick runs output last~1 >report.xml\n',
    )
    .addCommand(list)
    .addCommand(show)
    .addCommand(output)
    .addCommand(wait)
    .addCommand(cancel)
    .addCommand(resume);
}

function streamName(text: string): string {
  if (/^(?:[1-9]\d{0,4}\.)?std(?:out|err)$/.test(text)) return text;
  throw new InvalidArgumentError('It takes stdout, stderr, or 2.stdout and so on.');
}
