import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `watch NAME`: lets a configured watch run here, as a server would. */
export function watchCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('watch'))
    .summary('scan again and again, and tell what has changed')
    .description(
      'Lets a watch of the configuration run now and whenever it is due, until ^C, and tells what has changed each time. Servers do the same by themselves. With --once, exit code 0: nothing changed, or it was the first run; 1: something did.',
    )
    .argument('<name>', 'its name under watches')
    .option('--once', 'run it once, now')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick watch lab --once\n  $ bailiwick watch lab --json >>changes.jsonl\n',
    )
    .action(async (name, { once = false }, self) => {
      const launcher = startLauncher();
      const { watchRuns } = await import('../inventory-view/watch-runs.ts');
      shell.finish(await watchRuns(shell.terminal, readCommonOptions(self), launcher, { name, once }));
    });
}
