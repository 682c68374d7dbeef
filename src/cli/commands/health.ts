import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { healthGroups } from '../../app/health/check.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `health`: how a running server is, for probes that start a program. */
export function healthCommand(shell: Shell): CommandUnknownOpts {
  const group = new Option('--group <group>', 'the question: is it alive, does it serve calls, or everything')
    .choices(healthGroups)
    .default('ready' as const);
  return addCommonOptions(new Command('health'))
    .summary('how a running server is')
    .description(
      'Asks a running server over HTTP how it is, for one second at most. Exit code 0 where it passes or only warns, else 5.',
    )
    .addOption(group)
    .option(
      '--url <url>',
      'where it listens (default: server.host and server.port); no configuration is read then',
    )
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick health\n  $ bailiwick health --group live --url http://127.0.0.1:8080\n',
    )
    .action(async (options, self) => {
      const { showHealth } = await import('../health/show-health.ts');
      const wish = { group: options.group, url: options.url };
      shell.finish(await showHealth(shell.terminal, readCommonOptions(self), wish));
    });
}
