import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ErrorType } from '../kernel/error-table.ts';
import { quote } from '../kernel/quote.ts';
import { createAuthenticate } from './bearer-auth.ts';
import { createGate, type Asked } from './gate.ts';
import {
  healthAnswer,
  healthPaths,
  healthQuestion,
  healthReply,
  type HealthQuestion,
  type HealthReply,
} from './health-answer.ts';
import type { HttpSettings, ServedPath } from './http-settings.ts';
import { createMcpEndpoint } from './mcp-endpoint.ts';
import { metricsAnswer } from './metrics-answer.ts';
import { problem } from './problem.ts';

/** Everything behind the socket. */
export interface Router {
  /** Answers a request; `localPeer` says that it comes from this very machine, through no proxy. */
  readonly fetch: (request: Request, localPeer: boolean) => Promise<Response>;
  /** Answers a plain probe of health; null for every other request, which `fetch` answers. */
  readonly probe: (asked: Probe) => HealthReply | null;
  readonly close: () => Promise<void>;
}

/** A request that may be a plain probe: GET or HEAD, without a token. */
export interface Probe extends Asked {
  /** As it was sent: a path, and perhaps a query. */
  readonly path: string;
  readonly localPeer: boolean;
}

/** Routes requests: Host and Origin first, then path, method and token, then the endpoint. */
export function createRouter(
  app: App,
  factory: McpServerFactory,
  settings: HttpSettings,
  clock: Clock,
): Router {
  const gate = createGate(settings);
  const authenticate = createAuthenticate(settings.token);
  const mcp = settings.serves.includes('/mcp') ? createMcpEndpoint(app, factory, clock) : null;
  const methods: ReadonlyMap<string, readonly string[]> = new Map(
    settings.serves.map((path) => [path, methodsOf[path]] as const),
  );

  /** Probes carry no token and are answered all the same; a wrong one is no reason to call a server ill. */
  const maySeeDetails = async (request: Request, localPeer: boolean): Promise<boolean> =>
    settings.token() === null ? localPeer : !((await authenticate(request)) instanceof Response);

  const answer = async (request: Request, localPeer: boolean): Promise<Response> => {
    const refused = gate({ host: request.headers.get('host'), origin: request.headers.get('origin') });
    if (refused !== null) return refused;
    const { pathname, searchParams } = new URL(request.url);
    const question = healthQuestion(pathname);
    const allowed = question === null ? methods.get(pathname) : readOnly;
    if (allowed === undefined) return notFound(pathname, [...methods.keys()]);
    if (!allowed.includes(request.method)) return notAllowed(request.method, allowed);
    if (question !== null) {
      const seen = wantsDetails(question, searchParams) && (await maySeeDetails(request, localPeer));
      return healthAnswer(app, question, seen);
    }
    const auth = await authenticate(request);
    if (auth instanceof Response) return auth;
    return pathname === '/metrics' || mcp === null
      ? await metricsAnswer(app, request)
      : await mcp.fetch(request, auth);
  };

  return {
    fetch: async (request, localPeer) => {
      const response = await answer(request, localPeer).catch(bug);
      const failed = errorTypes.get(response.status);
      if (failed !== undefined) app.request(failed);
      return response;
    },
    probe: ({ path, localPeer, ...asked }) => {
      const [pathname = '', query = ''] = path.split('?', 2);
      const question = healthQuestion(pathname);
      if (question === null || gate(asked) !== null) return null;
      const seen =
        settings.token() === null && localPeer && wantsDetails(question, new URLSearchParams(query));
      return healthReply(app, question, seen);
    },
    close: async () => await mcp?.close(),
  };
}

const wantsDetails = ({ check }: HealthQuestion, query: URLSearchParams): boolean =>
  check !== null || query.has('verbose');

const readOnly = ['GET', 'HEAD'];

const methodsOf: Readonly<Record<ServedPath, readonly string[]>> = {
  '/mcp': ['POST', 'GET', 'DELETE'],
  '/metrics': readOnly,
};

/** What a refusal before any protocol is counted as; protocol errors are counted where they are made. */
const errorTypes: ReadonlyMap<number, ErrorType> = new Map([
  [401, 'policy_denied'],
  [403, 'policy_denied'],
  [405, 'validation_error'],
  [413, 'validation_error'],
  [415, 'validation_error'],
  [500, 'unknown'],
]);

const notFound = (path: string, served: readonly string[]): Response =>
  problem(
    404,
    'Not found',
    `There is nothing at ${quote(path)}. Paths: ${[...served, ...healthPaths.keys()].join(', ')}.`,
  );

const notAllowed = (method: string, allowed: readonly string[]): Response =>
  problem(405, 'Method not allowed', `${method} is not among ${allowed.join(', ')}.`, {
    allow: allowed.join(', '),
  });

const bug = (): Response => problem(500, 'Internal error', 'This is a bug in bailiwick; please report it.');
