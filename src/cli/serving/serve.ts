import type { App } from '../../app/app.ts';
import type { Config } from '../../config/schema.ts';
import type { LauncherProcess } from '../../exec/start-launcher.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodeOfSignal, exitCodes, type StopSignal } from '../exit-code.ts';
import { watchSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { serveHttp } from './serve-http.ts';
import { serveOneClient } from './serve-one-client.ts';

/** What a transport needs, and how it learns that it should stop. */
export interface Serving {
  readonly app: App;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly common: CommonOptions;
  /** Settles with the signal that tells the server to stop. */
  readonly stopped: Promise<StopSignal>;
}

/** `serve`: serves until the client goes (stdio) or a signal comes; then ends every run. Returns the exit code. */
export async function serve(
  terminal: Terminal,
  common: CommonOptions,
  launcher: LauncherProcess,
): Promise<number> {
  return await withApp(terminal, common, { launcher, logs: 'configured' }, async (app, { config }) => {
    const { promise: stopped, resolve } = Promise.withResolvers<StopSignal>();
    const watch = watchSignals(resolve);
    const serving = { app, config, terminal, common, stopped };
    const code = await (config.server.transport === 'http' ? serveHttp(serving) : serveOneClient(serving));
    watch.end();
    const signal = watch.caught();
    return code === exitCodes.ok && signal !== null ? exitCodeOfSignal(signal) : code;
  });
}
