import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { repeatable } from '../repeatable.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';

/** `audit tail|verify`: what was decided and done, and whether anybody has changed the record of it. */
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
    .option('--deep', 'reads all that is kept of runs, and compares it with its records', false)
    .action(async (options, self) => {
      const { verifyAudit } = await import('../audit-view/verify-audit.ts');
      shell.finish(await verifyAudit(shell.terminal, readCommonOptions(self), options));
    });
  return addCommonOptions(new Command('audit'))
    .summary('read and verify the audit log')
    .description('Reads and verifies the audit log.')
    .addHelpText('before', 'Examples:\n  $ bailiwick audit tail -n 5\n  $ bailiwick audit verify\n')
    .addCommand(tail)
    .addCommand(verify);
}
