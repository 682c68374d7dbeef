import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `plan --jsonl`: one call a line in, one decision a line out; nothing is started and DNS is not asked. */
export function planCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('plan'))
    .summary('decide calls without running them')
    .description(
      'Reads one call a line, writes one decision a line. Starts nothing, asks no DNS, records nothing.',
    )
    .requiredOption('--jsonl', 'one JSON object a line, on stdin and on stdout')
    .addHelpText('before', examples)
    .action(async (_options, self) => {
      const { planLines } = await import('../plan/plan-lines.ts');
      shell.finish(await planLines(shell.terminal, readCommonOptions(self)));
    });
}

const examples = `Examples:
  $ echo '{"id":1,"tool":"nmap","arguments":{"target":"10.0.0.5"}}' | bailiwick plan --jsonl
  $ bailiwick plan --jsonl <calls.jsonl >decisions.jsonl

A host name is answered by the line itself: {"id":2,"tool":"nmap","arguments":{"target":"db.lab.internal"},
"resolve":{"db.lab.internal":["10.0.0.5"]}}; "*" answers for every other name that a call uses. The
addresses of a denied name are denied too where the line gives them. Programs are not looked at: whether one is installed, and
whether raw sockets work for it, is told by "run TOOL … --dry-run", "call --plan" and "doctor".
`;
