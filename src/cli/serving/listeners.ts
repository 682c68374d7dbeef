import type { App } from '../../app/app.ts';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../host/clock.ts';
import { startHttpServer, type HttpServer } from '../../http/http-server.ts';
import type { HttpSettings } from '../../http/http-settings.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { createServerFactory } from '../../mcp/server-factory.ts';
import type { Serving } from './serving.ts';

/** The listeners of a server over HTTP. */
export interface Listeners extends HttpServer {
  /** Where `/metrics` has a listener of its own; null where it has none. */
  readonly metricsUrl: string | null;
}

/** Begins to listen: for clients, and for scrapers as well where they have a port of their own. Either all listen, or none does. */
export async function startListeners(
  app: App,
  config: Config,
  token: HttpSettings['token'],
  logger: Serving['logger'],
): Promise<Result<Listeners>> {
  const factory = createServerFactory(app, 'http');
  const { main, metrics } = settingsOf(config, token, logger);
  const clients = await startHttpServer(app, factory, main, systemClock);
  if (!clients.ok) return clients;
  const { url, close } = clients.value;
  if (metrics === null) return ok({ url, metricsUrl: null, close });
  const scrapers = await startHttpServer(app, factory, metrics, systemClock);
  if (!scrapers.ok) {
    await close();
    return scrapers;
  }
  return ok({
    url,
    metricsUrl: scrapers.value.url,
    close: async () => {
      await Promise.all([close(), scrapers.value.close()]);
    },
  });
}

function settingsOf(
  { server, metrics }: Config,
  token: HttpSettings['token'],
  logger: Serving['logger'],
): { readonly main: HttpSettings; readonly metrics: HttpSettings | null } {
  const main: HttpSettings = {
    host: server.host,
    port: server.port,
    token,
    allowedHosts: server.allowed_hosts,
    allowedOrigins: server.allowed_origins,
    serves: ['/mcp', '/metrics'],
    portKey: 'server.port',
    maxConnections: server.max_connections,
    onDropped: () => logger.log('warn', 'connection.dropped', { max_connections: server.max_connections }),
  };
  const { enabled, prometheus_enabled: isServed, prometheus_port: port } = metrics;
  if (port === undefined || !enabled || !isServed) return { main, metrics: null };
  return {
    main: { ...main, serves: ['/mcp'] },
    metrics: { ...main, port, serves: ['/metrics'], portKey: 'metrics.prometheus_port' },
  };
}
