import type { Tool as ToolDefinition } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import type { Tool } from '../tools/tool.ts';
import { callResultSchema } from './result-schema.ts';

/** The tools that can be called here and now, in catalogue order: the same bytes every time, for prompt caches. */
export const toolDefinitions = (app: App): readonly ToolDefinition[] =>
  app.tools.filter(({ state }) => state === 'ready').map(({ tool }) => definitionOf(tool));

const definitionOf = (tool: Tool): ToolDefinition => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { ...tool.inputSchema, type: 'object' },
  outputSchema: { ...callResultSchema(tool.resultSchema), type: 'object' },
  annotations: { title: tool.title, ...tool.annotations },
});
