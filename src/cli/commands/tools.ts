import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `tools` lists the catalogue as it stands on this machine; `tools show NAME` describes one tool. */
export function toolsCommand(shell: Shell): CommandUnknownOpts {
  const tools = addCommonOptions(new Command('tools'))
    .summary('list the tools, or describe one')
    .description('Lists the tools and whether they can be called here and now.')
    .addHelpText('before', 'Examples:\n  $ bailiwick tools\n  $ bailiwick tools show nmap\n')
    .action(async (_options, self) => {
      const { listTools } = await import('../listings/list-tools.ts');
      shell.finish(await listTools(shell.terminal, readCommonOptions(self)));
    });
  const show = addCommonOptions(new Command('show'))
    .description(
      'Describes one tool: what it does, its options, and the flags of its program that are accepted.',
    )
    .argument('<tool>', 'the name of a tool')
    .action(async (name, _options, self) => {
      const { showTool } = await import('../listings/show-tool.ts');
      shell.finish(await showTool(shell.terminal, readCommonOptions(self), name));
    });
  return tools.addCommand(show);
}
