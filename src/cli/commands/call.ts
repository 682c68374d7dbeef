import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { repeatable } from '../repeatable.ts';
import type { Shell } from '../shell.ts';

/** `call TOOL --json '{…}'`: exactly the call that an MCP client makes, with its exact result. */
export function callCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('call'), ['json'])
    .summary('make exactly the MCP call; the result is JSON')
    .description(
      'Makes exactly the call that an MCP client would make and prints its structured result as JSON.',
    )
    .argument('<tool>', 'the name of a tool; `bailiwick tools` lists them')
    .requiredOption('--json <arguments>', 'the arguments as a JSON object, or - to read them from stdin')
    .option(
      '--idempotency-key <key>',
      'all calls that come with the same key have one run, whose result they return',
    )
    .option('--plan', 'decide only, and show the command line: nothing is started; a host name is looked up')
    .option(
      '--answer <name=address,…>',
      'with --plan: what a host name resolves to, instead of asking DNS; repeatable',
      repeatable,
    )
    .addHelpText('before', examples)
    .action(async (tool, options, self) => {
      const answers = options.answer ?? [];
      if (answers.length > 0 && options.plan !== true) {
        self.error('error: --answer goes with --plan: a call that is made asks DNS itself');
      }
      const launcher = startLauncher();
      const { makeCall } = await import('../calls/make-call.ts');
      const { json, plan = false, idempotencyKey } = options;
      const call = { tool, json, plan, answers, idempotencyKey };
      shell.finish(await makeCall(shell.terminal, readCommonOptions(self), launcher, call));
    });
}

const examples = `Examples:
  $ bailiwick call nmap --json '{"target": "10.0.0.5", "ports": "22,80", "service_detection": true}'
  $ bailiwick call dig --json - --plan <arguments.json
  $ bailiwick call nmap --json '{"target": "db.lab.internal"}' --plan --answer db.lab.internal=10.0.0.5
`;
