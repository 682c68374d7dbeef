import { bindFailure, bindOf } from '../../config/bind-rule.ts';
import type { Config } from '../../config/schema.ts';
import { systemClock } from '../../host/clock.ts';
import { startHttpServer } from '../../http/http-server.ts';
import type { HttpSettings } from '../../http/http-settings.ts';
import { createServerFactory } from '../../mcp/server-factory.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { reloadOnChange } from './reload.ts';
import type { Serving } from './serving.ts';

/** Serves any number of clients over HTTP until a signal comes. Returns the exit code. */
export async function serveHttp({
  app,
  loaded,
  logger,
  terminal,
  common,
  stopped,
  reloader,
  bearer,
  announce,
}: Serving): Promise<number> {
  const { config } = loaded;
  const factory = createServerFactory(app, 'http');
  const refusal = bindFailure(bindOf(config));
  if (refusal !== null) return await reportFailure(terminal, common, refusal);
  const server = await startHttpServer(
    app,
    factory,
    httpSettingsOf(config, bearer.token, logger),
    systemClock,
  );
  // Nothing is wrong with a configuration whose port somebody else has just taken: that is the machine.
  if (!server.ok) return await reportFailure(terminal, common, server.error, exitCodes.environment);
  const { url } = server.value;
  logger.log('info', 'server.listening', { url });
  if (common.json)
    await terminal.write(`${JSON.stringify({ schema: 'bailiwick.serving/1', url: `${url}/mcp` })}\n`);
  if (!common.quiet) terminal.tell(`bailiwick serves ${url}/mcp (stop it with ^C)\n`);
  announce(url);
  const endReloading = reloadOnChange(reloader, loaded, terminal);
  await stopped;
  endReloading();
  await app.drain();
  await server.value.close();
  return exitCodes.ok;
}

const httpSettingsOf = (
  config: Config,
  token: HttpSettings['token'],
  logger: Serving['logger'],
): HttpSettings => ({
  host: config.server.host,
  port: config.server.port,
  token,
  allowedHosts: config.server.allowed_hosts,
  allowedOrigins: config.server.allowed_origins,
  maxConnections: config.server.max_connections,
  onDropped: () =>
    logger.log('warn', 'connection.dropped', { max_connections: config.server.max_connections }),
});
