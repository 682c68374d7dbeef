import { controlPaths, serverStats, type ServerStats } from '../../http/control/control-protocol.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { commandServer } from './command-server.ts';

/** `stats`: what a running server and each of its tools has done since it started. Returns the exit code. */
export async function showStats(
  terminal: Terminal,
  common: CommonOptions,
  pid: number | undefined,
): Promise<number> {
  const told = await commandServer(terminal, pid, controlPaths.stats, serverStats);
  if (!told.ok) return await reportFailure(terminal, common, told.error);
  if (common.json) await writeJson(terminal, 'stats', told.value);
  else await terminal.write(linesOf(told.value, common.quiet).join(''));
  return exitCodes.ok;
}

/** One line for each tool that was called, the first line for the server. */
function linesOf({ system, tools }: ServerStats, quiet: boolean): readonly string[] {
  const first =
    `up ${system.uptime_formatted}  ${system.request_count} requests, ${shown(system.error_rate)} % failed  ` +
    `${system.active_connections} connections\n`;
  const called = Object.entries(tools).filter(
    ([, { execution_count: runs, refused_count: refused }]) => runs + refused > 0,
  );
  if (called.length === 0) return quiet ? [] : [first, 'No tool was called yet.\n'];
  const rows = called.map(([name, tool]) =>
    [
      name.padEnd(16),
      `${tool.execution_count} runs, ${shown(tool.success_rate)} % well`,
      `${tool.failure_count} failed, ${tool.timeout_count} of them in time-outs`,
      `${tool.refused_count} refused`,
      `${tool.average_execution_time} s on average, ${tool.max_execution_time} s at most`,
      `last ${tool.last_execution_time ?? 'never'}\n`,
    ].join('  '),
  );
  return quiet ? rows : [first, ...rows];
}

const shown = (percent: number): string => String(Math.round(percent * 10) / 10);
