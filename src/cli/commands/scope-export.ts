import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

const formats = ['nftables', 'networkpolicy', 'systemd', 'nmap-exclude', 'json'] as const;

/** `scope export`: the same scope for a filter that stands behind the guard. */
export const exportCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('export'))
    .description(
      'Prints the scope for a filter behind the guard: addresses and ports, from the data that calls are judged by.',
    )
    .addOption(new Option('--format <format>', 'what to print').choices(formats).makeOptionMandatory())
    .addOption(
      new Option('--family <4|6>', 'nmap-exclude: nmap reads one family a file')
        .choices(['4', '6'] as const)
        .default('4' as const),
    )
    .action(async ({ format, family }, self) => {
      const { exportScope } = await import('../scope-view/export-scope.ts');
      const wish = { format, family: family === '4' ? 4 : 6 } as const;
      shell.finish(await exportScope(shell.terminal, readCommonOptions(self), wish));
    });
