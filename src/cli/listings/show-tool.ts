import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure, writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';

/** `tools show NAME`. Returns the exit code. */
export async function showTool(terminal: Terminal, common: CommonOptions, name: string): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const tool = loaded.value.planner.find(name);
  if (!tool.ok) return await reportFailure(terminal, common, tool.error);
  const { draft: _draft, read: _read, ...facts } = tool.value;
  if (common.json) await writeJson(terminal, 'tool', facts);
  else await terminal.write(renderToolHelp(tool.value));
  return exitCodes.ok;
}
