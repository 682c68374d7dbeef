import { randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { err, ok, type Result } from '../../kernel/result.ts';
import { controlSockets, socketName } from './control-sockets.ts';

/** What answers one path: the status and a document. */
export type ControlRoute = (body: unknown) => Promise<{ readonly status: number; readonly body: object }>;

/** An operator's way to a running server. */
export interface ControlServer {
  readonly path: string;
  /** Closes and removes it. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Listens on a socket of its own in the first folder that can be had and that only our user can enter: whoever may connect may do
 * what the owner of this process may. No agent is offered any of it. The error is a clause; a server goes on without.
 */
export async function startControl(
  folders: readonly string[],
  routes: ReadonlyMap<string, ControlRoute>,
  onBug: (thrown: unknown) => void,
): Promise<Result<ControlServer, string>> {
  const troubles: string[] = [];
  for (const folder of folders) {
    // The next one is for where this one cannot be had.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const started = await startIn(folder, routes, onBug);
    if (started.ok) return started;
    troubles.push(started.error);
  }
  return err(troubles.join('; '));
}

async function startIn(
  folder: string,
  routes: ReadonlyMap<string, ControlRoute>,
  onBug: (thrown: unknown) => void,
): Promise<Result<ControlServer, string>> {
  const trouble = makePrivate(folder);
  if (trouble !== null) return err(trouble);
  const path = join(folder, socketName(process.pid, randomBytes(4).toString('hex')));
  if (Buffer.byteLength(path) > longestPath) return err(`${path} is longer than a socket's name may be`);
  // What killed servers left goes when the next one begins, and nobody waits for it.
  void controlSockets([folder]);
  const server = createServer({ requestTimeout: 5_000, headersTimeout: 5_000 }, (request, response) => {
    void answer(routes, onBug, request, response);
  });
  server.maxConnections = 16;
  const { promise, resolve } = Promise.withResolvers<Error | null>();
  server.once('error', resolve).listen(path, () => resolve(null));
  const error = await promise;
  if (error !== null) return err(`it cannot listen at ${path} (${error.message})`);
  chmodSync(path, 0o600);
  // It is no reason for this process to live on.
  server.unref();
  let closed: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    rmSync(path, { force: true });
  };
  return ok({ path, close: () => (closed ??= close()) });
}

/** The folder may lie where everybody can make folders: one that is not ours alone is somebody's trap. */
function makePrivate(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const facts = lstatSync(folder);
    const isOurs = facts.isDirectory() && facts.uid === process.geteuid?.() && (facts.mode & 0o077) === 0;
    return isOurs ? null : `${folder} is not a folder of this user alone`;
  } catch (error) {
    return `${folder} cannot be made (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function answer(
  routes: ReadonlyMap<string, ControlRoute>,
  onBug: (thrown: unknown) => void,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const route = routes.get(`${request.method} ${request.url}`);
  const { status, body } = await (route === undefined ? nothing : reply(route, request)).catch(
    (thrown: unknown) => {
      // Whoever goes away in the middle of a question is no bug.
      if (!request.errored) onBug(thrown);
      return bug;
    },
  );
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(body));
}

async function reply(route: ControlRoute, request: IncomingMessage): ReturnType<ControlRoute> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes || 'transfer-encoding' in request.headers)
    return { status: 413, body: { error: `a body may have ${mostBytes} bytes` } };
  const sent = await text(request);
  return await route(sent === '' ? null : parsed(sent));
}

function parsed(sent: string): unknown {
  try {
    return JSON.parse(sent);
  } catch {
    return null;
  }
}

const nothing = Promise.resolve({ status: 404, body: { error: 'there is nothing at that path' } });

const bug = { status: 500, body: { error: 'bailiwick met a bug in itself; its log has more' } };

const mostBytes = 16 * 1024;
/** Of the systems that Node runs on, the smallest has 104 bytes for the address of a socket, the last of them its end. */
const longestPath = 103;
