import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../host/clock.ts';
import { startHttpServer } from '../../http/http-server.ts';
import type { HttpSettings } from '../../http/http-settings.ts';
import { createServerFactory } from '../../mcp/server-factory.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import type { Serving } from './serving.ts';

/** Serves any number of clients over HTTP until a signal comes. Returns the exit code. */
export async function serveHttp({ app, config, terminal, common, stopped }: Serving): Promise<number> {
  const factory = createServerFactory(app, 'http');
  const server = await startHttpServer(app, factory, httpSettingsOf(config), systemClock);
  if (!server.ok) return await reportFailure(terminal, common, server.error);
  if (!common.quiet) terminal.tell(`bailiwick serves ${server.value.url}/mcp (stop it with ^C)\n`);
  await stopped;
  await app.drain();
  await server.value.close();
  return exitCodes.ok;
}

const httpSettingsOf = ({ server, auth }: Config): HttpSettings => ({
  host: server.host,
  port: server.port,
  token: auth.token ?? null,
  allowedHosts: server.allowed_hosts,
  allowedOrigins: server.allowed_origins,
  maxConnections: server.max_connections,
});
