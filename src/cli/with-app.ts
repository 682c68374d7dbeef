import type { App } from '../app/app.ts';
import { createApp } from '../app/create-app.ts';
import { logFileRefused } from '../app/log-follower.ts';
import { logSettingsOf } from '../app/log-settings.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { LauncherProcess } from '../exec/start-launcher.ts';
import { createLogger, type Logger, type LogSettings } from '../host/logger.ts';
import type { StoreThread } from '../store/thread/start-store-thread.ts';
import type { CommonOptions } from './common-options.ts';
import { loadSettings } from './settings/load-settings.ts';
import { reportSettingsFailures } from './settings/report-config-errors.ts';
import type { Terminal } from './terminal.ts';
import { packageVersion } from './version.ts';

interface Wish {
  readonly launcher: LauncherProcess;
  /** Of a server. */
  readonly storeThread?: StoreThread;
  /** A server logs as configured; a single command leaves stderr to its own words, unless `--verbose` asks. */
  readonly logs: 'configured' | 'errors';
  /** What names resolve to, where calls are only planned. */
  readonly answers?: ReadonlyMap<string, readonly string[]>;
}

/** Puts bailiwick together for one command and takes it apart again, whatever happens. Returns the exit code. */
export async function withApp(
  terminal: Terminal,
  common: CommonOptions,
  { launcher, storeThread, logs, answers }: Wish,
  use: (app: App, loaded: LoadedConfig, logger: Logger) => Promise<number>,
): Promise<number> {
  const settings = await loadSettings(terminal, common);
  if (!settings.ok) return settings.error;
  const loaded = settings.value;
  const { env } = terminal;
  const configured = logSettingsOf(loaded, env);
  const log = logs === 'configured' ? configured : ofOneCommand(configured, common);
  const made = createLogger(log);
  if (!made.ok) {
    const refused = logFileRefused(log.file?.path ?? '', made.error);
    return await reportSettingsFailures(terminal, common, loaded, [refused]);
  }
  const logger = made.value;
  const { catalogue } = loaded;
  const version = packageVersion();
  const app = await createApp({
    loaded,
    catalogue,
    launcher,
    storeThread,
    logger,
    version,
    env,
    answers,
    serves: logs === 'configured',
  });
  if (!app.ok) return await reportSettingsFailures(terminal, common, loaded, app.error);
  try {
    return await use(app.value, loaded, logger);
  } finally {
    await app.value.close();
  }
}

/** Its few lines are for whoever typed it: the file is that of servers. */
const ofOneCommand = (configured: LogSettings, { verbose }: CommonOptions): LogSettings => ({
  ...configured,
  level: verbose ? configured.level : 'error',
  file: null,
});
