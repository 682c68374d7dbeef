import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { addCommonOptions, readCommonOptions } from '../common-options.ts';
import { durationSec } from '../duration.ts';
import type { Shell } from '../shell.ts';
import { wholeNumber } from '../whole-number.ts';

const pidOf = wholeNumber(1, 999_999_999);
const serverOption = ['--server <pid>', 'which server, where several run', pidOf] as const;

/** `servers`: those of this user that run. */
export const serversCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('servers'))
    .summary('list the servers that run')
    .description(
      'Lists the servers of this user that run, which commands such as reload and breaker can reach.',
    )
    .action(async (_options, self) => {
      const { listServers } = await import('../control/list-servers.ts');
      shell.finish(await listServers(shell.terminal, readCommonOptions(self)));
    });

/** `reload`: what SIGHUP does, with an answer. */
export const reloadCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('reload'))
    .summary('have a running server read its configuration anew')
    .description(
      'Has a running server read its configuration anew, and tells what changed, what waits for a restart, or what is wrong (exit code 9; then nothing changes).',
    )
    .option(...serverOption)
    .action(async ({ server }, self) => {
      const { reloadServer } = await import('../control/reload-server.ts');
      shell.finish(await reloadServer(shell.terminal, readCommonOptions(self), server));
    });

/** `stats`: what a running server has done. */
export const statsCommand = (shell: Shell): CommandUnknownOpts =>
  addCommonOptions(new Command('stats'))
    .summary('what a running server and its tools have done')
    .description(
      'Tells what a running server and each of its tools have done since it started: runs, successes, time-outs and times.',
    )
    .option(...serverOption)
    .action(async ({ server }, self) => {
      const { showStats } = await import('../control/show-stats.ts');
      shell.finish(await showStats(shell.terminal, readCommonOptions(self), server));
    });

/** `breaker list|open|close`: the circuit breakers of a running server. */
export function breakerCommand(shell: Shell): CommandUnknownOpts {
  const list = addCommonOptions(new Command('list'))
    .description('Lists the breaker of each tool: its state, its failures and why.')
    .option(...serverOption)
    .action(async ({ server }, self) => {
      const { listBreakers } = await import('../control/move-breaker.ts');
      shell.finish(await listBreakers(shell.terminal, readCommonOptions(self), server));
    });
  const open = addCommonOptions(new Command('open'))
    .description(
      'Takes a tool out of service: its calls are refused until it is closed, or the time is over.',
    )
    .argument('<tool>', 'the name of a tool')
    .option('--reason <text>', 'what refused callers are told', 'opened by the operator')
    .option('--for <duration>', 'until when, such as 90s, 10m or 2h', durationSec)
    .option(...serverOption)
    .action(async (tool, { reason, for: seconds, server }, self) => {
      const { moveBreaker } = await import('../control/move-breaker.ts');
      const move = { tool, action: 'isolate' as const, reason, for_sec: seconds ?? null };
      shell.finish(await moveBreaker(shell.terminal, readCommonOptions(self), server, move));
    });
  const close = addCommonOptions(new Command('close'))
    .description('Lets the calls of a tool go again, and forgets its failures.')
    .argument('<tool>', 'the name of a tool')
    .option('--reason <text>', 'for the log', 'closed by the operator')
    .option(...serverOption)
    .action(async (tool, { reason, server }, self) => {
      const { moveBreaker } = await import('../control/move-breaker.ts');
      const move = { tool, action: 'close' as const, reason, for_sec: null };
      shell.finish(await moveBreaker(shell.terminal, readCommonOptions(self), server, move));
    });
  return addCommonOptions(new Command('breaker'))
    .summary('look at the circuit breakers of a running server, and move them')
    .description('Looks at the circuit breakers of a running server, and moves them by hand.')
    .addHelpText(
      'before',
      'Examples:\n  $ bailiwick breaker list\n  $ bailiwick breaker open nmap --reason "upgrade" --for 10m\n',
    )
    .addCommand(list)
    .addCommand(open)
    .addCommand(close);
}
