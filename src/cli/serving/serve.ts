import type { FlagSetting } from '../../config/flag-layer.ts';
import type { LauncherProcess } from '../../exec/start-launcher.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import type { StoreThread } from '../../store/thread/start-store-thread.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodeOfSignal, exitCodes, type StopSignal } from '../exit-code.ts';
import { ignoreHangUp } from '../hang-up.ts';
import { reportFailure } from '../report.ts';
import { watchSignals } from '../signals.ts';
import type { Terminal } from '../terminal.ts';
import { withApp } from '../with-app.ts';
import { createBearer } from './bearer.ts';
import { endSoon } from './end-soon.ts';
import { holdMemory } from './hold-memory.ts';
import { logProcess } from './log-process.ts';
import { openControl } from './open-control.ts';
import { createReloader } from './reload.ts';
import { serveHttp } from './serve-http.ts';
import { serveOneClient } from './serve-one-client.ts';

/** What was started before all that is imported here was loaded, and has loaded what it needs meanwhile. */
interface Begun {
  readonly launcher: LauncherProcess;
  readonly storeThread: StoreThread;
}

/** `serve`: serves until the client goes (stdio) or a signal comes; then ends every run. Returns the exit code. */
export async function serve(terminal: Terminal, common: CommonOptions, begun: Begun): Promise<number> {
  const exitCode = await withApp(
    terminal,
    common,
    { ...begun, logs: 'configured' },
    async (app, loaded, logger) => {
      logProcess(logger);
      const { config } = loaded;
      const stray = config.server.transport === 'stdio' ? common.flags.find(isOfListener) : undefined;
      if (stray !== undefined) return await reportFailure(terminal, common, strayFlag(stray.flag));
      const { promise: stopped, resolve } = Promise.withResolvers<StopSignal>();
      if (config.server.transport === 'stdio') process.off('SIGHUP', ignoreHangUp);
      const watch = watchSignals(resolve, app.hurry);
      holdMemory();
      let url: string | null = null;
      const announce = (address: string): void => void (url = address);
      const bearer = createBearer(config);
      const reloader = createReloader({ app, terminal, common, bearer });
      const serving = { app, loaded, logger, terminal, common, stopped, reloader, bearer, announce };
      const endControl = await openControl(serving, () => url);
      const code = await (config.server.transport === 'http' ? serveHttp(serving) : serveOneClient(serving));
      watch.end();
      await endControl();
      const signal = watch.caught();
      return code === exitCodes.ok && signal !== null ? exitCodeOfSignal(signal) : code;
    },
  );
  endSoon();
  return exitCode;
}

const isOfListener = ({ flag }: FlagSetting): boolean => flag === '--host' || flag === '--port';

const strayFlag = (flag: string): Failure =>
  failure('input.invalid', `${flag} is for HTTP, and this server would speak over stdin and stdout.`, {
    field: flag,
    next: [`Add --http, or leave ${flag} out.`],
  });
