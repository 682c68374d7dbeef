import {
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type AuthInfo,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import type { Clock } from '../kernel/clock.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { createLegacySessions } from './legacy-sessions.ts';
import { problem } from './problem.ts';
import { readJson } from './read-json.ts';

/** `/mcp`, for clients of either era. */
export interface McpEndpoint {
  readonly fetch: (request: Request, auth: AuthInfo) => Promise<Response>;
  /** Ends sessions and requests in flight; their runs are stopped. */
  readonly close: () => Promise<void>;
}

/** Most bytes of a request's body. */
export const maxBodyBytes = 256 * 1024;

/** `orphanMs` and the second that a program has to end itself are together well below two seconds. */
const sessionLimits = { count: 64, idleMs: 15 * 60_000, orphanMs: 400, settledMs: 10_000 };

/**
 * Serves the stateless era request by request, and the eras before with sessions of our own: the SDK's stateless fallback
 * for those cannot cancel, and would leave a cancelled scan running to its end.
 */
export function createMcpEndpoint(
  { onToolsChanged, onResourceChange }: Pick<App, 'onToolsChanged' | 'onResourceChange'>,
  factory: McpServerFactory,
  clock: Clock,
): McpEndpoint {
  const modern = createMcpHandler(factory, { legacy: 'reject', maxSubscriptions: 64 });
  const legacy = createLegacySessions(factory, sessionLimits, clock);
  // A session is told by its own server; of the stateless era, whoever listens is told by the handler.
  const unlisten = [
    onToolsChanged(() => modern.notify.toolsChanged()),
    onResourceChange((uri) => modern.notify.resourceUpdated(uri)),
  ];
  return {
    fetch: async (request, authInfo) => {
      const body = request.method === 'POST' ? await readPost(request) : ok(undefined);
      if (!body.ok) return body.error;
      const parsedBody = body.value;
      return (await isLegacyRequest(request, parsedBody))
        ? await legacy.fetch(request, authInfo, parsedBody)
        : await modern.fetch(request, { authInfo, parsedBody });
    },
    close: async () => {
      for (const stop of unlisten) stop();
      await Promise.all([modern.close(), legacy.close()]);
    },
  };
}

async function readPost(request: Request): Promise<Result<unknown, Response>> {
  if (isJsonContentType(request.headers.get('content-type'))) return await readJson(request, maxBodyBytes);
  const detail = 'Send JSON, with the header Content-Type: application/json.';
  return err(problem(415, 'Unsupported media type', detail));
}
