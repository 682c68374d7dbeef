import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';
import { writingCommands } from './config-writing.ts';

/** `config`: what is configured, and where it is written. */
export function configCommand(shell: Shell): CommandUnknownOpts {
  const check = addCommonOptions(new Command('check'))
    .description(
      'Reads the whole configuration and lists every error with its place. Exit code 9 where there is one.',
    )
    .action(async (_options, self) => {
      const { checkConfig } = await import('../settings/check-config.ts');
      shell.finish(await checkConfig(shell.terminal, readCommonOptions(self)));
    });
  const show = addCommonOptions(new Command('show'))
    .description('Shows every value in force and where it comes from; secrets are hidden.')
    .action(async (_options, self) => {
      const { showConfig } = await import('../settings/show-config.ts');
      shell.finish(await showConfig(shell.terminal, readCommonOptions(self)));
    });
  const schema = addCommonOptions(new Command('schema'))
    .description('Prints the JSON Schema of a configuration file, for editors.')
    .action(async () => {
      const { printSchema } = await import('../settings/print-schema.ts');
      shell.finish(await printSchema(shell.terminal));
    });
  const explain = addCommonOptions(new Command('explain'))
    .description('Says what a key means, what it takes, its value in force and where that is written.')
    .argument('<key>', 'a key such as scope.allow')
    .action(async (key, _options, self) => {
      const { explainKey } = await import('../settings/explain-key.ts');
      shell.finish(await explainKey(shell.terminal, readCommonOptions(self), key));
    });
  const parent = addCommonOptions(new Command('config'))
    .summary('check, show, explain and change the configuration')
    .description('Checks, shows, explains and changes the configuration.')
    .addHelpText('before', examples);
  for (const command of [check, show, schema, explain, ...writingCommands(shell)]) parent.addCommand(command);
  return parent;
}

const examples = `Examples:
  $ bailiwick config check --config ./bailiwick.yaml
  $ bailiwick config show
  $ bailiwick config explain scope.max_hosts_per_call
  $ bailiwick config init
  $ bailiwick config set scope.allow 10.20.0.0/16,*.lab.internal
`;
