import type { Tool as ToolDefinition } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import type { Tool } from '../tools/tool.ts';
import { callResultSchema } from './result-schema.ts';

/**
 * Lists the tools that can be called here and now, in catalogue order. Definitions are made once, and are the same bytes
 * every time, for the sake of prompt caches.
 */
export function createToolList(app: App): () => ToolDefinition[] {
  const definitions = new Map(app.tools.map(({ tool }) => [tool.name, definitionOf(tool)]));
  return () =>
    app.tools.flatMap(({ tool, state }) => {
      const definition = definitions.get(tool.name);
      return state === 'ready' && definition !== undefined ? [definition] : [];
    });
}

const definitionOf = (tool: Tool): ToolDefinition => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: { ...tool.inputSchema, type: 'object' },
  outputSchema: { ...callResultSchema(tool.resultSchema), type: 'object' },
  annotations: { title: tool.title, ...tool.annotations },
});
