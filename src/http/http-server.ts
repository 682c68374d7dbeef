import { createServer, type Server } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { McpServerFactory } from '@modelcontextprotocol/server';
import type { App } from '../app/app.ts';
import { known } from '../app/health/server-checks.ts';
import { bindFailure } from '../config/bind-rule.ts';
import type { Clock } from '../kernel/clock.ts';
import type { ErrorType } from '../kernel/error-table.ts';
import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { HttpSettings } from './http-settings.ts';
import { bridge } from './node-bridge.ts';
import { createRouter } from './router.ts';

/** A listener that is up. */
export interface HttpServer {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Stops accepting, ends sessions and streams (their runs are stopped), and closes every socket. Idempotent. */
  readonly close: () => Promise<void>;
}

/**
 * Listens for HTTP. It refuses with `config.invalid` where others could reach it without a token, and where the address
 * cannot be had.
 */
export async function startHttpServer(
  app: App,
  factory: McpServerFactory,
  settings: HttpSettings,
  clock: Clock,
): Promise<Result<HttpServer>> {
  const refusal = bindFailure({ host: settings.host, token: settings.token() });
  if (refusal !== null) return err(refusal);
  const router = createRouter(app, factory, settings, clock);
  const server = createServer(timeouts, (request, response) => void bridge(router, request, response));
  server.maxConnections = settings.maxConnections;
  server.on('drop', () => {
    app.request('resource_exhausted' satisfies ErrorType);
    settings.onDropped();
  });
  server.maxRequestsPerSocket = 1000;
  server.on('connection', (socket) => {
    app.connection(1);
    socket.once('close', () => {
      app.connection(-1);
    });
  });
  const problem = await listen(server, settings);
  if (problem !== null) return err(problem);
  const isMain = settings.portKey === 'server.port';
  const check = isMain ? 'listener' : 'metrics-listener';
  app.healthChecks.add(
    known(check, isMain ? ['ready'] : [], () =>
      server.listening
        ? { status: 'pass', message: 'Connections are accepted.' }
        : { status: 'fail', message: 'No connections are accepted any more.' },
    ),
  );
  const closed = Promise.withResolvers<void>();
  return ok({
    url: urlOf(server, settings.host),
    close: async () => {
      app.healthChecks.remove(check);
      server.close(() => {
        closed.resolve();
      });
      // A connection whose last answer is out is not kept for another request.
      server.keepAliveTimeout = 1;
      server.keepAliveTimeoutBuffer = 0;
      // The answers of runs that have just ended still go out.
      await nextTurn();
      await router.close();
      server.closeIdleConnections();
      // Answers that are being written get a moment; whoever does not read them does not hold us up.
      const cancel = clock.after(closeGraceMs, () => {
        server.closeAllConnections();
      });
      await closed.promise;
      cancel();
    },
  });
}

const closeGraceMs = 1000;

/** Milliseconds. Node looks for expired sockets every 30 s unless told, which would void the others. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 1000,
  keepAlive: true,
};

async function listen(server: Server, { host, port, portKey }: HttpSettings) {
  const { promise, resolve } = Promise.withResolvers<Error | null>();
  server.once('error', resolve);
  server.listen({ host, port }, () => {
    resolve(null);
  });
  const error = await promise;
  if (error === null) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  const next = [`Set ${portKey} to a free port (0 takes any), or server.host to an address of this machine.`];
  const message = `Cannot listen on ${quote(host)}, port ${port}: ${code}.`;
  return failure('config.invalid', message, { field: portKey, next });
}

function urlOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
