import { toolStates } from '../../app/tool-states.ts';
import { createLocate } from '../../exec/locate.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';

/** `tools`: one line for each tool, or JSON with the input schemas. Returns the exit code. */
export async function listTools(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const tools = toolStates(planner, { locate: createLocate(settings.config.tool.search_path) })();
  if (common.json) {
    const rows = tools.map(({ tool: { name, title, inputSchema, extraArgs }, state, path }) => {
      return { name, title, state, path, input_schema: inputSchema, extra_args: extraArgs };
    });
    await writeJson(terminal, 'tools', { tools: rows });
    return exitCodes.ok;
  }
  const width = Math.max(...tools.map(({ tool }) => tool.name.length));
  for (const { tool, state, path } of tools) {
    const row = `${tool.name.padEnd(width)}  ${state.padEnd(8)}  ${tool.title.padEnd(24)}  ${path ?? ''}`;
    await terminal.write(`${common.quiet ? tool.name : row.trimEnd()}\n`);
  }
  return exitCodes.ok;
}
