import {
  createMcpHandler,
  isJsonContentType,
  isLegacyRequest,
  type AuthInfo,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { Clock } from '../kernel/clock.ts';
import { createLegacySessions } from './legacy-sessions.ts';
import { problem } from './problem.ts';

/** `/mcp`, for clients of either era. */
export interface McpEndpoint {
  readonly fetch: (request: Request, auth: AuthInfo) => Promise<Response>;
  /** Ends sessions and requests in flight; their runs are stopped. */
  readonly close: () => Promise<void>;
}

/** Most bytes of a request's body. */
export const maxBodyBytes = 256 * 1024;

const sessionLimits = { count: 64, idleMs: 15 * 60_000, orphanMs: 1000, bodyBytes: maxBodyBytes };

/**
 * Serves the stateless era request by request, and the eras before with sessions of our own: the SDK's stateless fallback
 * for those cannot cancel, and would leave a cancelled scan running to its end.
 */
export function createMcpEndpoint(factory: McpServerFactory, clock: Clock): McpEndpoint {
  const modern = createMcpHandler(factory, {
    legacy: 'reject',
    maxRequestBodySize: maxBodyBytes,
    maxSubscriptions: 64,
  });
  const legacy = createLegacySessions(factory, sessionLimits, clock);
  return {
    fetch: async (request, authInfo) => {
      if (request.method === 'POST' && !isJsonContentType(request.headers.get('content-type'))) {
        return problem(
          415,
          'Unsupported media type',
          'Send JSON, with the header Content-Type: application/json.',
        );
      }
      return (await isLegacyRequest(request, undefined, { maxRequestBodySize: maxBodyBytes }))
        ? await legacy.fetch(request, authInfo)
        : await modern.fetch(request, { authInfo });
    },
    close: async () => {
      await Promise.all([modern.close(), legacy.close()]);
    },
  };
}
