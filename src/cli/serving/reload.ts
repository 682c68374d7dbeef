import type { App } from '../../app/app.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { secretFile } from '../../host/read-secret.ts';
import { watchFiles, type WatchedFiles } from '../../host/watch-files.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { CommonOptions } from '../common-options.ts';
import { readSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Reloading {
  readonly app: Pick<App, 'reload' | 'reloadUnread'>;
  readonly terminal: Pick<Terminal, 'env'>;
  readonly common: Pick<CommonOptions, 'config' | 'flags'>;
  /** As it was at the start. */
  readonly loaded: LoadedConfig;
  /** What else stands against a configuration, asked before it comes into force. */
  readonly against: (wanted: LoadedConfig) => Failure | null;
  /** Told of each configuration that has come into force. */
  readonly onReload: (loaded: LoadedConfig) => void;
}

/**
 * Reloads at SIGHUP and whenever the content of the configuration file, or of a file that it names for a secret, has changed; one
 * reload at a time, and what comes during one makes one more. Returns the way to stop. Only for servers over HTTP: to one on stdin
 * and stdout SIGHUP says that its terminal has gone.
 */
export function reloadOnChange(reloading: Reloading): () => void {
  const { app, loaded, terminal } = reloading;
  let isReloading = false;
  let again = false;
  const reload = async (): Promise<void> => {
    again = isReloading;
    if (isReloading) return;
    isReloading = true;
    do {
      again = false;
      // One after the other: the last one has seen what came last.
      // oxlint-disable-next-line no-await-in-loop -- see above
      await reloadOnce(reloading, watched)
        // A bug in what reads a configuration is no reason to leave calls without a server.
        .catch((bug: unknown) => app.reloadUnread([`bailiwick met a bug in itself: ${String(bug)}`]))
        .finally(() => (isReloading = again));
    } while (again);
  };
  const onSignal = (): void => void reload();
  process.on('SIGHUP', onSignal);
  const watched = watchFiles(loaded.config.reload.watch_interval_sec * 1000, onSignal);
  watched.follow(filesOf(loaded, terminal.env));
  return () => {
    process.off('SIGHUP', onSignal);
    watched.stop();
  };
}

/** The files that a configuration is made of. */
const filesOf = ({ file, secretSources }: LoadedConfig, env: Terminal['env']): readonly string[] =>
  [file, ...[...secretSources.values()].map((source) => secretFile(source, env))].filter(
    (path) => path !== null,
  );

async function reloadOnce(
  { app, terminal, common, against, onReload }: Reloading,
  watched: WatchedFiles,
): Promise<void> {
  const read = await readSettings(terminal, common);
  if (!read.ok) {
    app.reloadUnread(
      read.error.map(({ place, path, message }) => `${place}: ${path === null ? '' : `${path}: `}${message}`),
    );
    return;
  }
  // Also where it does not come into force: what mends it may be another file.
  watched.follow(filesOf(read.value, terminal.env));
  const refusal = against(read.value);
  if (refusal !== null) app.reloadUnread([refusal.message]);
  else if (app.reload(read.value).ok) onReload(read.value);
}
