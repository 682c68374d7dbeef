import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { diffFormats } from '../inventory-view/diff-formats.ts';
import { networkWords } from '../network-words.ts';
import type { Shell } from '../shell.ts';

/** `diff A B`: what changed between two runs. */
export function diffCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('diff'))
    .summary('tell what changed from one run to another')
    .description(
      'Tells what changed from one run to another: hosts, ports, services, certificates. What only one of them looked at is told as not compared. Exit code 0: nothing changed; 1: something did.',
    )
    .argument(
      '<before>',
      'the earlier run: its id, the beginning of that, or last, last~1 …; or the name of a baseline',
    )
    .argument('<after>', 'the later run')
    .option(
      '--network <addresses>',
      'changes of these hosts alone: an address, a block or a range',
      networkWords,
    )
    .addOption(
      new Option('--format <format>', 'what it is written as').choices(diffFormats).default('text' as const),
    )
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick diff last~1 last\n  $ bailiwick diff before-the-move last\n  $ bailiwick diff r-lusab r-gutih --format md >changes.md\n',
    )
    .action(async (before, after, { format, network }, self) => {
      const { diffRuns } = await import('../inventory-view/diff-runs.ts');
      const common = readCommonOptions(self);
      const wanted = { before, after, network, format: common.json ? ('json' as const) : format };
      shell.finish(await diffRuns(shell.terminal, common, wanted));
    });
}
