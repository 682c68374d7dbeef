import { exitCodeOf } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailures, writeJson } from '../report.ts';
import { overruledLine } from '../settings/change-config.ts';
import { editConfig } from '../settings/edit-config.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { reloadUsersOf, type ReloadedServer } from './reload-users-of.ts';

/**
 * `tools enable NAME…` and `tools disable NAME…`: writes it into the configuration file, so that it outlasts a restart, and has the
 * running servers that use the file read it. Returns the exit code.
 */
export async function switchTools(
  terminal: Terminal,
  common: CommonOptions,
  names: readonly string[],
  enabled: boolean,
): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { find, catalogue } = loaded.value.planner;
  const unknown = names
    .filter((name) => !catalogue.some((tool) => tool.name === name))
    .flatMap((name) => {
      const found = find(name);
      return found.ok ? [] : [found.error];
    });
  if (unknown.length > 0) return await reportFailures(terminal, common, unknown);
  const edited = await editConfig(
    terminal,
    common,
    names.map((name) => ({ key: `tools.${name}.enabled`, text: String(enabled) })),
  );
  if (!edited.ok) return edited.error;
  const { file, changed, overruled } = edited.value;
  const servers = await reloadUsersOf(terminal, file);
  if (common.json)
    await writeJson(terminal, 'tools-switched', { file, changed, tools: names, enabled, servers });
  if (!common.quiet) {
    const deed = enabled ? 'enabled' : 'disabled';
    terminal.tell(`${file}: ${names.join(', ')} ${changed ? deed : `${deed} already`}\n`);
    for (const place of overruled) terminal.tell(overruledLine(place));
    for (const server of servers) terminal.tell(lineOf(server));
  }
  return servers.some(({ errors }) => errors.length > 0) ? exitCodeOf('config.invalid') : exitCodes.ok;
}

const lineOf = ({ pid, config_version: version, errors }: ReloadedServer): string =>
  errors.length === 0
    ? `server ${pid}: configuration ${version} is in force\n`
    : `server ${pid} goes on as before: ${errors.join('; ')}\n`;
