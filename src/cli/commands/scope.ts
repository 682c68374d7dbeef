import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { repeatable } from '../repeatable.ts';
import type { Shell } from '../shell.ts';

/** `scope show|check`: what may be touched, by which rule, and where that rule is written. */
export function scopeCommand(shell: Shell): CommandUnknownOpts {
  const show = addCommonOptions(new Command('show'))
    .description('Lists every rule of the scope with the place where it is written.')
    .action(async (_options, self) => {
      const { showScope } = await import('../scope-view/show-scope.ts');
      shell.finish(await showScope(shell.terminal, readCommonOptions(self)));
    });
  const check = addCommonOptions(new Command('check'))
    .description(
      'Says of each target whether it may be touched, by which rule, and what may be instead; host names are looked up. Exit code 3 where one may not.',
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
    .summary('show what may be touched, or check a target')
    .description('Shows what may be touched, and by which rule.')
    .addHelpText('before', examples)
    .addCommand(show)
    .addCommand(check);
}

const examples = `Examples:
  $ bailiwick scope show
  $ bailiwick scope check 10.0.0.0/24 8.8.8.8
  $ bailiwick scope check https://db.lab.internal:8443/ --answer db.lab.internal=10.0.0.5
`;
