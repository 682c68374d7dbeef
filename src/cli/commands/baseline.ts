import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { baselineName } from '../baseline-name.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `baseline set|list|show|rm`: what later runs are compared with. */
export function baselineCommand(shell: Shell): CommandUnknownOpts {
  const set = addCommonOptions(new Command('set'))
    .description(
      'Keeps what some runs know together: of everything the newest word. A baseline of that name is replaced. It stays when its runs are removed.',
    )
    .argument('<name>', 'a name of your own', baselineName)
    .argument('<runs...>', 'ids of runs, the beginnings of them, or last, last~1 …')
    .action(async (name, runs, _options, self) => {
      const { setBaseline } = await import('../inventory-view/set-baseline.ts');
      shell.finish(await setBaseline(shell.terminal, readCommonOptions(self), name, runs));
    });
  const list = addCommonOptions(new Command('list'))
    .description('Lists the baselines.')
    .action(async (_options, self) => {
      const { listBaselines } = await import('../inventory-view/list-baselines.ts');
      shell.finish(await listBaselines(shell.terminal, readCommonOptions(self)));
    });
  const show = addCommonOptions(new Command('show'))
    .description('Shows the hosts and ports of a baseline.')
    .argument('<name>', 'its name')
    .action(async (name, _options, self) => {
      const { showBaseline } = await import('../inventory-view/show-baseline.ts');
      shell.finish(await showBaseline(shell.terminal, readCommonOptions(self), name));
    });
  const rm = addCommonOptions(new Command('rm'))
    .description('Forgets a baseline.')
    .argument('<name>', 'its name')
    .action(async (name, _options, self) => {
      const { removeBaseline } = await import('../inventory-view/remove-baseline.ts');
      shell.finish(await removeBaseline(shell.terminal, readCommonOptions(self), name));
    });
  return addCommonOptions(new Command('baseline'))
    .summary('keep what later runs are compared with')
    .description('Keeps what later runs are compared with.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick baseline set before-the-move last~1 last\n  $ bailiwick diff before-the-move last\n',
    )
    .addCommand(set)
    .addCommand(list)
    .addCommand(show)
    .addCommand(rm);
}
