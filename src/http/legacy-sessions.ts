import { randomBytes } from 'node:crypto';
import type { AuthInfo, McpServerFactory } from '@modelcontextprotocol/server';
import type { Clock } from '../kernel/clock.ts';
import { observeBody } from './observe-body.ts';
import { problem } from './problem.ts';
import { rpcError } from './rpc-error.ts';
import { SessionTransport } from './session-transport.ts';

/** The sessions of clients that speak a revision before 2026-07-28. */
export interface LegacySessions {
  /** Answers a request; `body` is what its JSON says, and undefined where it has none. */
  readonly fetch: (request: Request, auth: AuthInfo, body: unknown) => Promise<Response>;
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
  /** A session that was used within this time does not make room for a new one: its client has just begun. */
  readonly settledMs: number;
}

interface Session {
  readonly transport: SessionTransport;
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

  const handle = async (
    session: Session,
    request: Request,
    auth: AuthInfo,
    body: unknown,
  ): Promise<Response> => {
    session.cancelExpiry();
    session.streams += 1;
    session.broken = false;
    session.usedMs = clock.monotonicMs();
    const response = await session.transport.handle(request, auth, body);
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

  const open = async (request: Request, auth: AuthInfo, body: unknown): Promise<Response> => {
    const transport = new SessionTransport({
      sessionIdGenerator: () => randomBytes(16).toString('hex'),
      onsessioninitialized: (id) => {
        sessions.set(id, session);
      },
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
    const response = await handle(session, request, auth, body);
    if (transport.sessionId === undefined) await server.close();
    return response;
  };

  /** Makes room by ending the session that has been idle longest, but none that has an open stream or was used just now. */
  const makeRoom = async (): Promise<boolean> => {
    if (sessions.size + opening < limits.count) return true;
    const settled = clock.monotonicMs() - limits.settledMs;
    const idle = [...sessions.values()].filter(({ streams, usedMs }) => streams === 0 && usedMs <= settled);
    const [oldest] = idle.toSorted((a, b) => a.usedMs - b.usedMs);
    await oldest?.transport.close();
    return oldest !== undefined;
  };

  const openCounted = async (request: Request, auth: AuthInfo, body: unknown): Promise<Response> => {
    if (!(await makeRoom())) {
      const detail = `All ${limits.count} sessions are in use. Try again later, or use revision 2026-07-28, which has none.`;
      return problem(503, 'Too many sessions', detail, { 'retry-after': '5' });
    }
    opening += 1;
    try {
      return await open(request, auth, body);
    } finally {
      opening -= 1;
    }
  };

  return {
    fetch: async (request, auth, body) => {
      const id = request.headers.get('mcp-session-id');
      if (id === null)
        return request.method === 'POST' ? await openCounted(request, auth, body) : noSession();
      const session = sessions.get(id);
      // A stranger's session answers as one that does not exist.
      return session?.principal === auth.clientId
        ? await handle(session, request, auth, body)
        : sessionNotFound();
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
const sessionNotFound = (): Response => rpcError(404, -32001, 'Session not found; initialize again.');
