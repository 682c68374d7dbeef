import type { CommonOptions } from '../common-options.ts';
import { writeJson } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';

/** `tools`: one line for each tool, or JSON with the input schemas. Returns the exit code. */
export async function listTools(terminal: Terminal, common: CommonOptions): Promise<number> {
  return await withApp(terminal, common, 'plan', async ({ tools }) => {
    if (common.json) {
      const rows = tools.map(({ tool, state, path }) => ({
        name: tool.name,
        title: tool.title,
        state,
        path,
        input_schema: tool.inputSchema,
        extra_args: tool.extraArgs,
      }));
      await writeJson(terminal, 'tools', { tools: rows });
      return 0;
    }
    const width = Math.max(...tools.map(({ tool }) => tool.name.length));
    for (const { tool, state, path } of tools) {
      const place = path === null ? '' : `  ${path}`;
      const row = `${tool.name.padEnd(width)}  ${state.padEnd(8)}  ${tool.title}${place}`;
      await terminal.write(common.quiet ? `${tool.name}\n` : `${row}\n`);
    }
    return 0;
  });
}
