import { findTool } from '../calls/find-tool.ts';
import type { CommonOptions } from '../common-options.ts';
import { reportFailure, writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { renderToolHelp } from '../tool-words/render-tool-help.ts';
import { withApp } from '../with-app.ts';

/** `tools show NAME`. Returns the exit code. */
export async function showTool(terminal: Terminal, common: CommonOptions, name: string): Promise<number> {
  return await withApp(terminal, common, 'plan', async (app) => {
    const found = findTool(app, name);
    if (!found.ok) return await reportFailure(terminal, common, found.error);
    const { tool, state, path } = found.value;
    if (common.json) {
      const { draft: _draft, read: _read, ...facts } = tool;
      await writeJson(terminal, 'tool', { ...facts, state, path });
    } else {
      await terminal.write(renderToolHelp(tool));
    }
    return 0;
  });
}
