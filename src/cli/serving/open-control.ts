import { resolve } from 'node:path';
import { systemClock } from '../../host/clock.ts';
import { controlFolders } from '../../host/places.ts';
import type { ServerFacts } from '../../http/control/control-protocol.ts';
import { controlRoutes } from '../../http/control/control-routes.ts';
import { startControl } from '../../http/control/control-server.ts';
import type { Serving } from './serving.ts';

/** Lets commands of the operator reach a server; where that cannot be, the log says why, and it serves all the same. Returns the way to end it. */
export async function openControl(
  { app, loaded, logger, terminal, reloader }: Serving,
  url: () => string | null,
): Promise<() => Promise<void>> {
  const startedMs = systemClock.monotonicMs();
  const facts = (): ServerFacts => ({
    pid: process.pid,
    version: app.version,
    config_version: app.configVersion(),
    config_file: loaded.file === null ? null : resolve(loaded.file),
    transport: loaded.config.server.transport,
    url: url(),
    up_sec: Math.round((systemClock.monotonicMs() - startedMs) / 1000),
  });
  const done = (deed: string, more: Readonly<Record<string, unknown>>): void =>
    logger.log('info', 'control.asked', { deed, ...more });
  const opened = await startControl(
    controlFolders(terminal.env),
    controlRoutes({ app, facts, reload: reloader.reload, done }),
    (thrown) => logger.log('error', 'internal.error', { trace: thrown }),
  );
  if (!opened.ok) logger.log('warn', 'control.none', { why: opened.error });
  return opened.ok ? opened.value.close : () => Promise.resolve();
}
