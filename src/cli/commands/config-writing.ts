import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `config init|set|unset|diff|migrate|export|import`: what makes, changes and compares files. */
export const writingCommands = (shell: Shell): readonly CommandUnknownOpts[] => [
  addCommonOptions(new Command('init'))
    .description('Writes a file to begin with, with every key and what it means. Replaces nothing.')
    .action(async (_options, self) => {
      const { initConfig } = await import('../settings/init-config.ts');
      shell.finish(await initConfig(shell.terminal, readCommonOptions(self)));
    }),
  addCommonOptions(new Command('set'))
    .description(
      'Writes one value into the configuration file; comments stay, and what would not be sound is not written.',
    )
    .argument('<key>', 'a key such as server.port')
    .argument('<value>', 'its value; lists with commas')
    .action(async (key, value, _options, self) => {
      const { changeConfig } = await import('../settings/change-config.ts');
      shell.finish(await changeConfig(shell.terminal, readCommonOptions(self), key, value));
    }),
  addCommonOptions(new Command('unset'))
    .description('Takes one value out of the configuration file, so that its default holds.')
    .argument('<key>', 'a key such as server.port')
    .action(async (key, _options, self) => {
      const { changeConfig } = await import('../settings/change-config.ts');
      shell.finish(await changeConfig(shell.terminal, readCommonOptions(self), key, null));
    }),
  addCommonOptions(new Command('diff'))
    .description(
      'Tells how the configuration in force differs from the defaults, or how another file would change it. Exit code 1 where it differs.',
    )
    .argument('[file]', 'another configuration file')
    .action(async (file, _options, self) => {
      const { diffConfig } = await import('../settings/diff-config.ts');
      shell.finish(await diffConfig(shell.terminal, readCommonOptions(self), file));
    }),
  addCommonOptions(new Command('migrate'))
    .description('Brings the configuration file to the newest version of its format; comments stay.')
    .action(async (_options, self) => {
      const { migrateConfig } = await import('../settings/migrate-config.ts');
      shell.finish(await migrateConfig(shell.terminal, readCommonOptions(self)));
    }),
  addCommonOptions(new Command('export'))
    .description('Prints every value in force as a configuration file, without secrets.')
    .action(async (_options, self) => {
      const { exportSettings } = await import('../settings/export-config.ts');
      shell.finish(await exportSettings(shell.terminal, readCommonOptions(self)));
    }),
  addCommonOptions(new Command('import'))
    .description(
      'Writes an export, or a configuration of the original server, to where the configuration belongs. Replaces nothing.',
    )
    .argument('<file>', 'the file to read')
    .action(async (file, _options, self) => {
      const { importConfig } = await import('../settings/import-config.ts');
      shell.finish(await importConfig(shell.terminal, readCommonOptions(self), file));
    }),
];
