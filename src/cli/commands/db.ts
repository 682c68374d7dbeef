import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `db status|migrate|backup`: the database in which everything is remembered. */
export function dbCommand(shell: Shell): CommandUnknownOpts {
  const status = addCommonOptions(new Command('status'))
    .description('Tells the version of the schema, what the database holds and how large it is.')
    .action(async (_options, self) => {
      const { showDatabase } = await import('../database/show-database.ts');
      shell.finish(await showDatabase(shell.terminal, readCommonOptions(self)));
    });
  const migrate = addCommonOptions(new Command('migrate'))
    .description(
      'Brings the database to the newest schema, as the next start would, and makes it where there is none.',
    )
    .action(async (_options, self) => {
      const { migrateDatabase } = await import('../database/migrate-database.ts');
      shell.finish(await migrateDatabase(shell.terminal, readCommonOptions(self)));
    });
  const backup = addCommonOptions(new Command('backup'))
    .description(
      'Copies the database while it may be in use to a new file, and outputs that are files to a folder blobs beside that.',
    )
    .argument('<file>', 'a file that does not exist, in another folder than the database')
    .action(async (file, _options, self) => {
      const { backUpDatabase } = await import('../database/back-up-database.ts');
      shell.finish(await backUpDatabase(shell.terminal, readCommonOptions(self), file));
    });
  return addCommonOptions(new Command('db'))
    .summary('look at the database, migrate it and back it up')
    .description('Looks at the database of runs and audit records, migrates it and backs it up.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick db status\n  $ bailiwick db backup /backup/monday/audit.db\n',
    )
    .addCommand(status)
    .addCommand(migrate)
    .addCommand(backup);
}
