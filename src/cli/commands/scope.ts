import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { repeatable } from '../repeatable.ts';
import type { Shell } from '../shell.ts';
import { exportCommand } from './scope-export.ts';
import { keygenCommand, signCommand } from './scope-signing.ts';

/** `scope show|check|export|sign|keygen`: what may be touched, by which rule, and where that rule is written. */
export function scopeCommand(shell: Shell): CommandUnknownOpts {
  const show = addCommonOptions(new Command('show'))
    .description('Lists every rule of the scope with the place where it is written, and the engagement.')
    .option('--canonical', 'exactly the bytes that a signature is made of')
    .action(async ({ canonical }, self) => {
      if (canonical === true) {
        const { showCanonical } = await import('../scope-view/show-canonical.ts');
        return shell.finish(await showCanonical(shell.terminal, readCommonOptions(self)));
      }
      const { showScope } = await import('../scope-view/show-scope.ts');
      shell.finish(await showScope(shell.terminal, readCommonOptions(self)));
    });
  const check = addCommonOptions(new Command('check'))
    .description(
      'Says of each target whether it may be touched, by which rule, and what may be instead, and how the engagement stands; host names are looked up. Exit code 3 where a call would be refused now, 2 where a text is no target.',
    )
    .argument('<target...>', 'addresses, CIDRs, ranges, host names or URLs')
    .option('--ports <list>', 'the ports that would be touched, such as 22,80,8000-8100')
    .option(
      '--answer <name=address,…>',
      'what a host name resolves to, instead of asking DNS; repeatable',
      repeatable,
    )
    .action(async (targets, options, self) => {
      const { checkTargets } = await import('../scope-view/check-targets.ts');
      const question = { targets, answers: options.answer ?? [], ports: options.ports };
      shell.finish(await checkTargets(shell.terminal, readCommonOptions(self), question));
    });
  return addCommonOptions(new Command('scope'))
    .summary('show what may be touched, check a target, export or sign')
    .description('Shows what may be touched, and by which rule; exports it to filters, and signs it.')
    .addHelpText('before', examples)
    .addCommand(show)
    .addCommand(check)
    .addCommand(exportCommand(shell))
    .addCommand(signCommand(shell))
    .addCommand(keygenCommand(shell));
}

const examples = `Examples:
  $ bailiwick scope show
  $ bailiwick scope check 10.0.0.0/24 8.8.8.8
  $ bailiwick scope check https://db.lab.internal:8443/ --answer db.lab.internal=10.0.0.5
  $ bailiwick scope export --format nftables
  $ bailiwick scope keygen --out ~/lab.key && bailiwick scope sign --key ~/lab.key
`;
