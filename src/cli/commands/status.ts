import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `status`: where things stand, in six lines; the bare `bailiwick` on a screen shows the same. */
export function statusCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('status'))
    .summary('where things stand, in six lines')
    .description('Says in six lines where things stand.')
    .action(async (_options, self) => {
      const { showStatus } = await import('../listings/show-status.ts');
      shell.finish(await showStatus(shell.terminal, readCommonOptions(self)));
    });
}
