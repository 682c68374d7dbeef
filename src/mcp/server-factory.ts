import {
  ProtocolError,
  ProtocolErrorCode,
  Server,
  type McpServerFactory,
  type ProtocolEra,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { App } from '../app/app.ts';
import { quote } from '../kernel/quote.ts';
import type { Channel } from '../kernel/run-event.ts';
import type { Run } from '../pipeline/run.ts';
import { callTool } from './call-tool.ts';
import { counted } from './counted.ts';
import { instructionsFor } from './instructions.ts';
import { principalOf } from './principal.ts';
import { completeName, readResource, resources, resourceTemplates } from './resources/resources.ts';
import { tellUpdates } from './resources/subscriptions.ts';
import { runToolDefinitions } from './run-tools/run-tools.ts';
import { tasksExtension } from './tasks/declares-tasks.ts';
import { handleTasks } from './tasks/task-handlers.ts';
import { createToolList } from './tool-definition.ts';

/**
 * Makes the MCP server of one connection, or of one request in the stateless era; both eras get the same tools. It is the
 * low-level server, so that arguments reach the pipeline as they came and every refusal is ours, counted and recorded.
 */
export function createServerFactory(app: App, channel: Channel): McpServerFactory {
  const listTools = createToolList(app);
  // The programs are looked at before the first list asks for them. A bug is that list's to tell.
  const lookAhead = (): void => void app.tools().catch(() => undefined);
  if (channel === 'http') lookAhead();
  const instructions = instructionsFor(app.scope());
  return ({ era }) => {
    // The one client of a pair of pipes waits for the answer to its greeting, which probes would slow down.
    if (channel === 'stdio') setImmediate(lookAhead);
    const server = new Server(
      { name: 'bailiwick', title: 'bailiwick', version: app.version },
      {
        instructions,
        cacheHints,
        capabilities: {
          tools: { listChanged: true },
          resources: { subscribe: true },
          completions: {},
          prompts: {},
          ...(era === 'legacy' ? { logging: {} } : { extensions: { [tasksExtension]: {} } }),
        },
      },
    );
    const runs = new Set<Run>();
    const unlisten = isLasting(channel, era) ? tellChanges(app, server, era) : () => undefined;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a server has one callback and no events
    server.onclose = () => {
      unlisten();
      for (const run of runs) run.stop('client_gone');
    };
    server.setRequestHandler('tools/list', () =>
      counted(app, 'tools/list', null, async () => ({
        tools: [...(await listTools()), ...runToolDefinitions],
      })),
    );
    server.setRequestHandler('tools/call', { params: callParams }, (call, context) =>
      counted(app, 'tools/call', call.name, () =>
        callTool(app, call, context, {
          channel,
          client: server.getClientVersion(),
          protocolVersion: server.getNegotiatedProtocolVersion(),
          runs,
        }),
      ),
    );
    if (era !== 'legacy') handleTasks(app, server);
    server.setRequestHandler('resources/list', () =>
      counted(app, 'resources/list', null, () => ({ resources })),
    );
    server.setRequestHandler('resources/templates/list', () =>
      counted(app, 'resources/templates/list', null, () => ({ resourceTemplates })),
    );
    server.setRequestHandler('resources/read', ({ params }, context) =>
      counted(app, 'resources/read', null, () => readResource(app, params.uri, principalOf(context))),
    );
    server.setRequestHandler('completion/complete', ({ params }, context) =>
      counted(app, 'completion/complete', null, async () => {
        const values = await completeName(app, params, principalOf(context));
        return { completion: { values, hasMore: false } };
      }),
    );
    server.setRequestHandler('prompts/list', () =>
      counted(app, 'prompts/list', null, () => ({ prompts: [] })),
    );
    server.setRequestHandler('prompts/get', ({ params }) =>
      counted(app, 'prompts/get', null, () => {
        throw new ProtocolError(ProtocolErrorCode.InvalidParams, `Unknown prompt: ${quote(params.name)}.`);
      }),
    );
    return server;
  };
}

/** A server of one request has nobody to tell anything afterwards: those who listen over HTTP are told by its endpoint. */
const isLasting = (channel: Channel, era: ProtocolEra): boolean => channel === 'stdio' || era === 'legacy';

/** A program that says late what it is makes a list that was sent before incomplete. */
function tellChanges(app: App, server: Server, era: ProtocolEra): () => void {
  const unlisten = [
    tellUpdates(app, server, era),
    app.onToolsChanged(() => {
      // A client that has gone is not told.
      server.sendToolListChanged().catch(() => undefined);
    }),
  ];
  return () => unlisten.forEach((stop) => stop());
}

/** Arguments as they came: the SDK's own parser would drop the key `__proto__` without a word, and the call would run. */
const callParams = z.object({ name: z.string(), arguments: z.unknown().optional() });

/** Lists change only with the programs of this machine, so a client may keep them for a minute unless it is told of a change. */
const hint = { ttlMs: 60_000, cacheScope: 'private' } as const;
const cacheHints = {
  'tools/list': hint,
  'prompts/list': hint,
  'resources/list': hint,
  'resources/templates/list': hint,
  'server/discover': hint,
};
