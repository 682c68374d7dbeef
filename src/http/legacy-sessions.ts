import { randomBytes } from 'node:crypto';
import {
  WebStandardStreamableHTTPServerTransport,
  type AuthInfo,
  type McpServerFactory,
} from '@modelcontextprotocol/server';
import type { Clock } from '../kernel/clock.ts';
import { observeBody } from './observe-body.ts';
import { problem } from './problem.ts';

/** The sessions of clients that speak a revision before 2026-07-28. */
export interface LegacySessions {
  readonly fetch: (request: Request, auth: AuthInfo) => Promise<Response>;
  readonly count: () => number;
  /** Ends every session; their runs are stopped. */
  readonly close: () => Promise<void>;
}

export interface SessionLimits {
  readonly count: number;
  /** A session without an open stream ends after this long without a request. */
  readonly idleMs: number;
  /**
   * A session whose last stream broke off in the middle of an answer ends after this long. A client that is still there
   * has another stream or comes back (2025-11-25: a disconnect is no cancel); a dead one must not leave its scan running.
   */
  readonly orphanMs: number;
  readonly bodyBytes: number;
}

interface Session {
  readonly transport: WebStandardStreamableHTTPServerTransport;
  readonly principal: string;
  streams: number;
  /** An answer broke off, and nothing was heard since. */
  broken: boolean;
  usedMs: number;
  cancelExpiry: () => void;
}

/** Keeps one server for each session: ids of 128 random bits, bound to their principal, counted and expiring. */
export function createLegacySessions(
  factory: McpServerFactory,
  limits: SessionLimits,
  clock: Clock,
): LegacySessions {
  const sessions = new Map<string, Session>();
  let opening = 0;

  const expireAfter = (session: Session, ms: number): void => {
    session.cancelExpiry();
    session.cancelExpiry = clock.after(ms, () => void session.transport.close());
  };

  const handle = async (session: Session, request: Request, auth: AuthInfo): Promise<Response> => {
    session.cancelExpiry();
    session.streams += 1;
    session.broken = false;
    session.usedMs = clock.monotonicMs();
    const response = await session.transport.handleRequest(request, { authInfo: auth });
    return observeBody(response, request.signal, (early) => {
      session.streams -= 1;
      session.usedMs = clock.monotonicMs();
      session.broken ||= early && request.method === 'POST';
      if (session.streams > 0 || !isOpen(session)) return;
      expireAfter(session, session.broken ? limits.orphanMs : limits.idleMs);
    });
  };

  const isOpen = ({ transport }: Session): boolean =>
    transport.sessionId !== undefined && sessions.has(transport.sessionId);

  const open = async (request: Request, auth: AuthInfo): Promise<Response> => {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomBytes(16).toString('hex'),
      onsessioninitialized: (id) => {
        sessions.set(id, session);
      },
      maxRequestBodySize: limits.bodyBytes,
    });
    const session: Session = {
      transport,
      principal: auth.clientId,
      streams: 0,
      broken: false,
      usedMs: clock.monotonicMs(),
      cancelExpiry: () => {},
    };
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- a transport has one callback and no events
    transport.onclose = () => {
      session.cancelExpiry();
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    const server = await factory({ era: 'legacy', authInfo: auth, requestInfo: request });
    await server.connect(transport);
    const response = await handle(session, request, auth);
    if (transport.sessionId === undefined) await server.close();
    return response;
  };

  /** Makes room by ending the session that has been idle longest; one with an open stream is never ended for another. */
  const makeRoom = async (): Promise<boolean> => {
    if (sessions.size + opening < limits.count) return true;
    const idle = [...sessions.values()].filter(({ streams }) => streams === 0);
    const [oldest] = idle.toSorted((a, b) => a.usedMs - b.usedMs);
    await oldest?.transport.close();
    return oldest !== undefined;
  };

  const openCounted = async (request: Request, auth: AuthInfo): Promise<Response> => {
    if (!(await makeRoom())) {
      const detail = `All ${limits.count} sessions are in use. Try again later, or use revision 2026-07-28, which has none.`;
      return problem(503, 'Too many sessions', detail, { 'retry-after': '5' });
    }
    opening += 1;
    try {
      return await open(request, auth);
    } finally {
      opening -= 1;
    }
  };

  return {
    fetch: async (request, auth) => {
      const id = request.headers.get('mcp-session-id');
      if (id === null) return request.method === 'POST' ? await openCounted(request, auth) : noSession();
      const session = sessions.get(id);
      // A stranger's session answers as one that does not exist.
      return session?.principal === auth.clientId ? await handle(session, request, auth) : sessionNotFound();
    },
    count: () => sessions.size,
    close: async () => {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}

const noSession = (): Response =>
  problem(
    400,
    'No session',
    'GET and DELETE need the header Mcp-Session-Id; POST an initialize request first.',
  );

/** The answer that makes a client of that era begin a new session; its form is the SDK's. */
const sessionNotFound = (): Response =>
  Response.json(
    { jsonrpc: '2.0', error: { code: -32001, message: 'Session not found; initialize again.' }, id: null },
    { status: 404 },
  );
