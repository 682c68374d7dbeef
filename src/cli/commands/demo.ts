import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `demo`: a real client drives real tools on loopback, and every claim is checked while it is made. */
export function demoCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('demo'))
    .summary('watch a client drive real tools, on this machine alone')
    .description(
      'Starts three small services on loopback and lets a real MCP client scan them, be refused, and cancel. Takes under a minute.',
    )
    .addHelpText('before', 'Examples:\n  $ bailiwick demo\n  $ bailiwick demo --json >checks.json\n')
    .action(async (_options, self) => {
      const { runDemo } = await import('../demo/run-demo.ts');
      shell.finish(await runDemo(shell.terminal, readCommonOptions(self)));
    });
}
