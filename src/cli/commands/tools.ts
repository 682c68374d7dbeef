import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { refuseStrayWords } from '../refuse-stray-words.ts';
import type { Shell } from '../shell.ts';

/**
 * `tools` lists the catalogue as it stands on this machine; `tools show NAME` describes one; `tools enable` and `tools disable`
 * switch; `tools check` and `tools lint` judge.
 */
export function toolsCommand(shell: Shell): CommandUnknownOpts {
  const listAll = async (self: CommandUnknownOpts): Promise<void> => {
    const { listTools } = await import('../listings/list-tools.ts');
    shell.finish(await listTools(shell.terminal, readCommonOptions(self)));
  };
  const tools = addCommonOptions(new Command('tools'))
    .summary('list the tools, describe one, switch them on and off')
    .description('Lists the tools and whether they can be called here and now.')
    .addHelpText('before', 'Examples:\n  $ bailiwick tools\n  $ bailiwick tools show nmap\n')
    .allowExcessArguments()
    .action(async (_options, self) => {
      refuseStrayWords(self);
      await listAll(self);
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
  const check = addCommonOptions(new Command('check'))
    .description('Checks files that declare tools, without a configuration; exit code 9 where one is broken.')
    .argument('<files...>', 'YAML files, one tool each')
    .addHelpText('before', 'Example:\n  $ bailiwick tools check my-tools/mtr.yaml\n')
    .action(async (files, _options, self) => {
      const { checkDefinitions } = await import('../declaring/check-definitions.ts');
      shell.finish(await checkDefinitions(shell.terminal, readCommonOptions(self), files));
    });
  const lint = addCommonOptions(new Command('lint'))
    .description('Shows what the tools cost a model, against the budgets; exit code 1 where one is over.')
    .action(async (_options, self) => {
      const { lintTools } = await import('../declaring/lint-tools.ts');
      shell.finish(await lintTools(shell.terminal, readCommonOptions(self)));
    });
  const list = addCommonOptions(new Command('list'))
    .description('Lists the tools, as `tools` does.')
    .action((_options, self) => listAll(self));
  for (const command of [list, show, ...switches(shell), check, lint]) tools.addCommand(command);
  return tools;
}

/** `tools enable` and `tools disable`. */
const switches = (shell: Shell): readonly CommandUnknownOpts[] =>
  (['enable', 'disable'] as const).map((word) =>
    addCommonOptions(new Command(word))
      .description(
        `Switches tools ${word === 'enable' ? 'on' : 'off'} in the configuration file, and has the running servers that use it take that over at once.`,
      )
      .argument('<tools...>', 'names of tools')
      .addHelpText('before', `Example:\n  $ bailiwick tools ${word} nmap masscan\n`)
      .action(async (names, _options, self) => {
        const { switchTools } = await import('../control/switch-tools.ts');
        shell.finish(await switchTools(shell.terminal, readCommonOptions(self), names, word === 'enable'));
      }),
  );
