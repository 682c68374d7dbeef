import { toolStates } from '../../app/tool-states.ts';
import { createLocate } from '../../exec/locate.ts';
import { databasePath } from '../../host/places.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { packageVersion } from '../version.ts';

/** `status`: six lines about where things stand. Returns the exit code. */
export async function showStatus(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const { config, file } = settings;
  const states = toolStates(planner, { locate: createLocate(config.tool.search_path) })();
  const namesOf = (state: string): string =>
    states
      .filter((entry) => entry.state === state)
      .map(({ tool }) => tool.name)
      .join(', ');
  const missing = namesOf('missing');
  const facts = {
    bailiwick: packageVersion(),
    config: file ?? 'no file; defaults and environment alone',
    scope: `${planner.scope.lists.allow.text}  (${planner.scope.lists.allow.at})`,
    tools: `${namesOf('ready')}${missing === '' ? '' : `; missing: ${missing}`}`,
    audit: databasePath(config.database.url, terminal.env),
    next: 'bailiwick demo · bailiwick doctor · bailiwick serve --stdio · bailiwick --help',
  };
  if (common.json) await writeJson(terminal, 'status', facts);
  else {
    const lines = Object.entries(facts).map(([name, fact]) => `${name.padEnd(10)} ${fact}\n`);
    await terminal.write(lines.join(''));
  }
  return exitCodes.ok;
}
