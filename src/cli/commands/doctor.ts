import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `doctor`: what works here, and for everything that does not, how to mend it. */
export function doctorCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('doctor'))
    .summary('what works here, and how to mend what does not')
    .description(
      'Checks Node, configuration, scope, engagement, programs, launcher, audit log and rights. Exit code 5 where something is broken.',
    )
    .addHelpText('before', 'Examples:\n  $ bailiwick doctor\n  $ bailiwick doctor --json\n')
    .action(async (_options, self) => {
      const launcher = startLauncher();
      const { runDoctor } = await import('../doctor/run-doctor.ts');
      shell.finish(await runDoctor(shell.terminal, readCommonOptions(self), launcher));
    });
}
