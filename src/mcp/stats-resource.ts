import { ResourceNotFoundError, type ReadResourceResult, type Resource } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';

/** What clients can read beside the tools: how calls of those tools went. */
export const statsResource: Resource = {
  uri: 'stats://tools',
  name: 'tool_statistics',
  title: 'Statistics of the tools',
  description:
    'How calls of each tool that you can use have gone since the server started: counts, success rate in per cent, seconds.',
  mimeType: 'application/json',
};

/**
 * Reads a resource. Whoever may call tools may know how calls of those went; what the operator switched off, and what other
 * clients do beside, is not told.
 */
export async function readStats(app: Pick<App, 'stats' | 'tools'>, uri: string): Promise<ReadResourceResult> {
  if (uri !== statsResource.uri) throw new ResourceNotFoundError(uri);
  const ready = (await app.tools()).filter(({ state }) => state === 'ready').map(({ tool }) => tool.name);
  const { system, tools } = app.stats();
  const told = Object.fromEntries(Object.entries(tools).filter(([tool]) => ready.includes(tool)));
  const text = JSON.stringify({
    start_time: system.start_time,
    uptime: system.uptime_formatted,
    tools: told,
  });
  return { contents: [{ uri, mimeType: 'application/json', text }] };
}
