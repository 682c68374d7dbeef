import { bindFailure, bindOf } from '../../config/bind-rule.ts';
import { exitCodes } from '../exit-code.ts';
import { reportFailure } from '../report.ts';
import { startListeners } from './listeners.ts';
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
  const refusal = bindFailure(bindOf(config));
  if (refusal !== null) return await reportFailure(terminal, common, refusal);
  const server = await startListeners(app, config, bearer.token, logger);
  // Nothing is wrong with a configuration whose port somebody else has just taken: that is the machine.
  if (!server.ok) return await reportFailure(terminal, common, server.error, exitCodes.environment);
  const { url, metricsUrl } = server.value;
  logger.log('info', 'server.listening', { url });
  if (metricsUrl !== null) logger.log('info', 'server.listening', { url: metricsUrl, serves: 'metrics' });
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
