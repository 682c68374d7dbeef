import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { nameOf, runningServers } from './choose-server.ts';

/** `servers`: the servers of this user that run. Returns the exit code. */
export async function listServers(terminal: Terminal, common: CommonOptions): Promise<number> {
  const servers = await runningServers(terminal);
  if (common.json) {
    await writeJson(terminal, 'servers', { servers: servers.map(({ facts }) => facts) });
    return exitCodes.ok;
  }
  if (servers.length === 0 && !common.quiet) terminal.tell('No server of yours runs.\n');
  const lines = servers.map((server) => {
    const { pid, version, config_version: config, config_file: file, up_sec: up } = server.facts;
    return `${String(pid).padEnd(8)} ${nameOf(server)}  bailiwick ${version}  configuration ${config} (${file ?? 'no file'})  up ${up} s\n`;
  });
  await terminal.write(lines.join(''));
  return exitCodes.ok;
}
