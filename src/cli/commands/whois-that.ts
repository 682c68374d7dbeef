import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { momentMs } from '../moment.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';

/** `whois-that ADDRESS TIME`: was it us? */
export const whoisThatCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('whois-that'))
    .summary('tell which run touched an address at a time')
    .description(
      'Tells from the audit log which runs were allowed to send something to an address around a time: what, for whom, by which rule. Exit code 1 where there was none.',
    )
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick whois-that 10.0.0.5 2h\n  $ bailiwick whois-that 10.0.0.5 2026-03-01T14:30Z\n',
    )
    .argument('<address>', 'an IPv4 or IPv6 address')
    .argument('<time>', 'so long ago, as 90s, 2h or 7d, or a time such as 2026-03-01T14:30Z', momentMs)
    .option('--within <seconds>', 'how far before and after that', wholeNumber(0, 31_536_000), 600)
    .option('--archive <folder>', 'where segments of the log are, instead of audit.archive_folder')
    .action(async (address, at, { within: withinSec, archive }, self) => {
      const { whoisThat } = await import('../audit-view/whois-that.ts');
      shell.finish(
        await whoisThat(shell.terminal, readCommonOptions(self), { address, at, withinSec, archive }),
      );
    });
