import type { ToolState } from '../../app/app.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { lookAtTools } from './look-at-tools.ts';

/** `tools`: one line for each tool, or JSON with the input schemas. Returns the exit code. */
export async function listTools(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner, settings } = loaded.value;
  const tools = await lookAtTools(planner, settings.config);
  if (common.json) {
    const rows = tools.map(({ tool: { name, title, extraArgs }, state, why, path, version, raw, offer }) => {
      const { inputSchema } = offer;
      return {
        name,
        title,
        state,
        why,
        path,
        version,
        raw,
        input_schema: inputSchema,
        extra_args: extraArgs,
      };
    });
    await writeJson(terminal, 'tools', { tools: rows });
    return exitCodes.ok;
  }
  const width = Math.max(...tools.map(({ tool }) => tool.name.length));
  for (const state of tools) {
    const { name } = state.tool;
    await terminal.write(`${common.quiet ? name : `${name.padEnd(width)}  ${factsOf(state)}`}\n`);
  }
  return exitCodes.ok;
}

/** The rest of a tool's line: its state, its title, its program. */
function factsOf({ tool, state, path, version, raw }: ToolState): string {
  const rights = raw === null ? '' : raw.works ? '  raw' : '  no raw';
  const program = `${path ?? ''}${version === null ? '' : `  ${version}`}${rights}`;
  return `${state.padEnd(12)}  ${tool.title.padEnd(24)}  ${program}`.trimEnd();
}
