import type { ToolState } from '../src/app/app.ts';
import type { Tool } from '../src/tools/tool.ts';

/** A tool that can be called, as it is offered with raw sockets or without. */
export const toolState = (tool: Tool, raw: boolean): ToolState => ({
  tool,
  state: 'ready',
  why: null,
  path: null,
  version: null,
  raw: null,
  offer: tool.offer({ raw, classes: [] }),
});
