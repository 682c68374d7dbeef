import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { startLauncher } from '../../exec/start-launcher.ts';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import type { Shell } from '../shell.ts';

/** `run TOOL …`: a call as a person types it. Its words are read by the tool's own schema, not by commander. */
export function runCommand(shell: Shell): CommandUnknownOpts {
  return addCommonOptions(new Command('run'))
    .summary('run a tool as you would type it')
    .description(
      'Runs a tool on a target inside the scope. `bailiwick run TOOL --help` lists the options of a tool.',
    )
    .argument('<tool>', 'the name of a tool; `bailiwick tools` lists them')
    .argument('[words...]', 'the target, options of the tool, and flags of its program')
    .passThroughOptions()
    .addHelpText('before', examples)
    .action(async (tool, words, _options, self) => {
      const launcher = startLauncher();
      const { runTool } = await import('../calls/run-tool.ts');
      shell.finish(await runTool(shell.terminal, readCommonOptions(self), launcher, tool, words));
    });
}

const examples = `Examples:
  $ bailiwick run nmap 10.0.0.5 --ports 22,80 --service-detection
  $ bailiwick run nmap -sV -p 22,80 10.0.0.5
  $ bailiwick run dig @10.0.0.53 db.lab.internal MX
  $ bailiwick run gobuster dir -u http://10.0.0.5/ -w words.txt -x php
  $ bailiwick run snmpwalk 10.0.0.5 --community @community.txt
  $ bailiwick run nmap db.lab.internal --dry-run --answer db.lab.internal=10.0.0.5

A host name is looked up in DNS, also with --dry-run, unless --answer says what it resolves to. The options below may follow TOOL
too; a flag that its program has as well (nmap's -v) is then the program's. A secret is seen by everybody who lists processes, so give
it as @FILE, or as - to read it from stdin. With --idempotency-key KEY all calls that come with the same key have one run.
`;
