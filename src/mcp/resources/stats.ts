import { jsonContent, type ResourceKind } from './resource.ts';

const uri = 'stats://tools';

/**
 * How calls of the tools went. Whoever may call tools may know that of those; what the operator switched off, and what other
 * clients do beside, is not told.
 */
export const statsResource: ResourceKind = {
  single: {
    uri,
    name: 'tool_statistics',
    title: 'Statistics of the tools',
    description:
      'How calls of each tool that you can use have gone since the server started: counts, success rate in per cent, seconds.',
    mimeType: 'application/json',
  },
  template: null,
  read: async (app, asked) => {
    if (asked !== uri) return null;
    const ready = (await app.tools()).filter(({ state }) => state === 'ready').map(({ tool }) => tool.name);
    const { system, tools } = app.stats();
    const told = Object.fromEntries(Object.entries(tools).filter(([tool]) => ready.includes(tool)));
    return jsonContent({ start_time: system.start_time, uptime: system.uptime_formatted, tools: told });
  },
};
