import { Command, Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { momentMs } from '../moment.ts';
import { repeatable } from '../repeatable.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';
import { filterOf, interval } from './record-filters.ts';

/** `audit tail|verify|search|export|prune`: what was decided and done, and whether anybody has changed the record of it. */
export function auditCommand(shell: Shell): CommandUnknownOpts {
  const tail = addCommonOptions(new Command('tail'))
    .description('Shows the newest records, oldest first.')
    .option('-n, --lines <count>', 'how many', wholeNumber(1, 10_000), 20)
    .action(async (options, self) => {
      const { tailAudit } = await import('../audit-view/tail-audit.ts');
      shell.finish(await tailAudit(shell.terminal, readCommonOptions(self), options.lines));
    });
  const verify = addCommonOptions(new Command('verify'))
    .description(
      'Recomputes the whole chain of hashes. Exit code 10 where a record was changed, added or taken out.',
    )
    .option('--anchor <file>', "what earlier verifications wrote, or a server's log: shows also a cut end")
    .option(
      '--from <record>',
      'takes the records before that as they are',
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
      1,
    )
    .option('--pubkey <file>', 'a key that checkpoints are signed with; may be repeated', repeatable, [])
    .option('--deep', 'reads segments and all that is kept of runs, and compares it with its records', false)
    .option('--archive <folder>', 'where segments are, instead of audit.archive_folder')
    .action(async (options, self) => {
      const { verifyAudit } = await import('../audit-view/verify-audit.ts');
      shell.finish(await verifyAudit(shell.terminal, readCommonOptions(self), options));
    });
  const search = addCommonOptions(filteringCommand('search'))
    .description('Shows the records that fit, oldest first, a line each. Exit code 1 where there is none.')
    .action(async (options, self) => {
      const { exportAudit } = await import('../audit-view/export-audit.ts');
      const common = readCommonOptions(self);
      const wanted = { ...filterOf(options), format: common.json ? 'ndjson' : 'text' } as const;
      shell.finish(await exportAudit(shell.terminal, common, wanted));
    });
  const exported = addCommonOptions(filteringCommand('export'))
    .description('Writes the records that fit, oldest first: all of each with its hash, a line of JSON each.')
    .addOption(
      new Option('--format <format>', 'ndjson: as they are kept; ocsf: API Activity (6003) of OCSF 1.3')
        .choices(['ndjson', 'ocsf'] as const)
        .default('ndjson' as const),
    )
    .action(async ({ format, ...options }, self) => {
      const { exportAudit } = await import('../audit-view/export-audit.ts');
      const wanted = { ...filterOf(options), format };
      shell.finish(await exportAudit(shell.terminal, readCommonOptions(self), wanted));
    });
  const prune = addCommonOptions(new Command('prune'))
    .description(
      'Moves the records from before a time out of the database, up to the newest checkpoint that is old enough, to files that hold every byte of them. What is left begins at a signed joint, and the log tells what left.',
    )
    .requiredOption('--before <when>', '365d ago, or a time such as 2026-03-01', momentMs)
    .option('--to <folder>', 'where the files go, instead of audit.archive_folder')
    .action(async (options, self) => {
      const { pruneLog } = await import('../audit-view/prune-log.ts');
      shell.finish(await pruneLog(shell.terminal, readCommonOptions(self), options));
    });
  return addCommonOptions(new Command('audit'))
    .summary('read and verify the audit log')
    .description('Reads and verifies the audit log.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick audit tail -n 5\n  $ bailiwick audit verify\n  $ bailiwick audit search --address 10.0.0.0/24 --since 7d\n  $ bailiwick audit export --format ocsf >events.ndjson\n',
    )
    .addCommand(tail)
    .addCommand(verify)
    .addCommand(search)
    .addCommand(exported)
    .addCommand(prune);
}

/** A command with the options that say which records of the audit log are wanted. */
const filteringCommand = (name: string) =>
  new Command(name)
    .option('--run <id>', 'of that run')
    .option('--principal <name>', 'asked for by them')
    .option('--tool <name>', 'about that tool')
    .option('--target <target>', 'about that target, as its caller wrote it; also of what was refused')
    .option(
      '--address <address>',
      'decisions that let something be sent there: an address or a block',
      interval,
    )
    .addOption(
      new Option('--decision <decision>', 'decisions of that kind').choices(['allow', 'deny'] as const),
    )
    .option('--since <when>', 'written since then: 2h or 7d ago, or a time such as 2026-03-01', momentMs)
    .option('--until <when>', 'written until then', momentMs)
    .option('--archive <folder>', 'where segments of the log are, instead of audit.archive_folder');
