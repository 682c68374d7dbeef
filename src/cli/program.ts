import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { auditCommand } from './commands/audit.ts';
import { baselineCommand } from './commands/baseline.ts';
import { callCommand } from './commands/call.ts';
import { configCommand } from './commands/config.ts';
import { breakerCommand, reloadCommand, serversCommand, statsCommand } from './commands/control.ts';
import { dbCommand } from './commands/db.ts';
import { demoCommand } from './commands/demo.ts';
import { diffCommand } from './commands/diff.ts';
import { doctorCommand } from './commands/doctor.ts';
import { healthCommand } from './commands/health.ts';
import { inventoryCommand } from './commands/inventory.ts';
import { planCommand } from './commands/plan.ts';
import { runCommand } from './commands/run.ts';
import { runsCommand } from './commands/runs.ts';
import { scopeCommand } from './commands/scope.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { toolsCommand } from './commands/tools.ts';
import { watchCommand } from './commands/watch.ts';
import { whoisThatCommand } from './commands/whois-that.ts';
import { addCommonOptions } from './common-options.ts';
import type { Shell } from './shell.ts';
import { packageVersion } from './version.ts';

/** The whole command line. Commands load what they need when they run, so that `--version` and `plan` start at once. */
export function createProgram(shell: Shell): CommandUnknownOpts {
  const program = addCommonOptions(new Command('bailiwick'))
    .description('Tools for agents, inside your bailiwick: real network tools, on authorised targets alone.')
    .version(packageVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('before', examples)
    .addHelpText('after', exitCodeHelp)
    .enablePositionalOptions()
    .showSuggestionAfterError();
  for (const command of commands) program.addCommand(command(shell));
  settle(program, shell);
  return program;
}

const commands = [
  demoCommand,
  doctorCommand,
  serveCommand,
  runCommand,
  runsCommand,
  diffCommand,
  inventoryCommand,
  baselineCommand,
  watchCommand,
  callCommand,
  planCommand,
  toolsCommand,
  scopeCommand,
  configCommand,
  auditCommand,
  whoisThatCommand,
  dbCommand,
  healthCommand,
  serversCommand,
  reloadCommand,
  breakerCommand,
  statsCommand,
  statusCommand,
];

/** Failures are thrown to `main`, which knows the exit codes, and words go to the terminal that was given. */
function settle(command: CommandUnknownOpts, shell: Shell): void {
  command
    .exitOverride()
    .showHelpAfterError(`(${pathOf(command)} --help shows examples)`)
    .configureOutput({
      writeOut: (text) => void shell.terminal.write(text),
      writeErr: shell.terminal.tell,
    });
  for (const child of command.commands) settle(child, shell);
}

/** The words that lead to a command: `bailiwick scope check`. */
const pathOf = (command: CommandUnknownOpts): string =>
  command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;

const examples = `Examples:
  $ bailiwick demo                                        watch a client drive real tools, on this machine alone
  $ bailiwick doctor                                      what works here, and how to mend what does not
  $ bailiwick run nmap 10.0.0.5 --ports 22,80             run a tool as you would type it
  $ bailiwick serve --stdio                               serve an MCP client
`;

const exitCodeHelp = `
Exit codes: 0 ok · 1 difference found · 2 usage · 3 refused by policy · 4 approval needed or denied · 5 environment ·
6 timeout, partial result kept · 7 busy or breaker open · 8 the tool failed · 9 configuration invalid ·
10 audit chain broken · 130 and 143 stopped by a signal`;
