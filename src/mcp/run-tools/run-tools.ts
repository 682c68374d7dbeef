import type { Tool as ToolDefinition } from '@modelcontextprotocol/server';
import { runCancel } from './run-cancel.ts';
import { runOutput } from './run-output.ts';
import type { RunTool } from './run-tool.ts';
import { runWait } from './run-wait.ts';
import { runsDiff } from './runs-diff.ts';

/** Every run tool by its name, in the order in which they are listed. */
export const runTools: ReadonlyMap<string, RunTool> = new Map(
  [runWait, runOutput, runCancel, runsDiff].map((tool) => [tool.definition.name, tool]),
);

/** As they are listed after the tools of the catalogue. */
export const runToolDefinitions: readonly ToolDefinition[] = Array.from(
  runTools.values(),
  ({ definition }) => definition,
);
