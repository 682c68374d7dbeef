import type { Tool as ToolDefinition } from '@modelcontextprotocol/server';
import type { App, ToolState } from '../app/app.ts';
import type { Offer } from '../tools/tool.ts';
import { callResultSchema } from './result-schema.ts';

/**
 * Lists the tools that can be called here and now, in catalogue order, as they are offered here. A definition is made once
 * for as long as the offer stays, and is the same bytes every time, for the sake of prompt caches.
 */
export function createToolList(app: App): () => Promise<ToolDefinition[]> {
  const made = new Map<string, { readonly offer: Offer; readonly definition: ToolDefinition }>();
  const define = (ready: ToolState): ToolDefinition => {
    const { tool, offer } = ready;
    const before = made.get(tool.name);
    if (before?.offer === offer) return before.definition;
    const definition = definitionOf(ready);
    made.set(tool.name, { offer, definition });
    return definition;
  };
  return async () => {
    const states = await app.tools();
    return states.filter(({ state }) => state === 'ready').map(define);
  };
}

/** A tool as it is sent with every list. */
export const definitionOf = ({ tool, offer }: Pick<ToolState, 'tool' | 'offer'>): ToolDefinition => ({
  name: tool.name,
  title: tool.title,
  description: offer.description,
  inputSchema: { ...offer.inputSchema, type: 'object' },
  outputSchema: { ...callResultSchema(tool.resultSchema), type: 'object' },
  annotations: { ...tool.annotations },
});
