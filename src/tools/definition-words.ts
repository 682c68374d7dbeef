import type { Offer, Tool } from './tool.ts';

/** The part of a tool that every model is sent with every list, as JSON. */
export const definitionWords = (
  { name, title, annotations }: Pick<Tool, 'name' | 'title' | 'annotations'>,
  { description, inputSchema }: Offer,
): string => JSON.stringify({ name, title, description, inputSchema, annotations });

/** What a list of tools may cost a model: fewer tools are told apart better, and a long list leaves no room to work. */
export const listBudget = { tools: 15, tokens: 6000, definitionTokens: 400 } as const;
