import type { App } from '../../app/app.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { secretFile } from '../../host/read-secret.ts';
import { watchFiles } from '../../host/watch-files.ts';
import type { ReloadAnswer } from '../../http/control/control-protocol.ts';
import type { CommonOptions } from '../common-options.ts';
import { readSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import type { Bearer } from './bearer.ts';

/** The one way to reload: by a signal, by a changed file, and by command. */
export interface Reloader {
  /** Reads the configuration anew and puts it into force, or says why not; it never rejects. */
  readonly reload: () => Promise<ReloadAnswer>;
  /** Tells of each configuration that could be read, also where it does not come into force. */
  readonly onRead: (listener: (loaded: LoadedConfig) => void) => void;
}

interface Reloading {
  readonly app: Pick<App, 'reload' | 'reloadUnread'>;
  readonly terminal: Pick<Terminal, 'env'>;
  readonly common: Pick<CommonOptions, 'config' | 'flags'>;
  readonly bearer: Bearer;
}

/** Makes it: one reload at a time, and whoever asks during one is answered by another that begins after it. */
export function createReloader(reloading: Reloading): Reloader {
  const listeners: ((loaded: LoadedConfig) => void)[] = [];
  let running: Promise<ReloadAnswer> | null = null;
  let next: Promise<ReloadAnswer> | null = null;
  const tell = (loaded: LoadedConfig): void => listeners.forEach((listener) => listener(loaded));
  const begin = (): Promise<ReloadAnswer> => {
    const reload = reloadOnce(reloading, tell)
      // A bug in what reads a configuration is no reason to leave calls without a server.
      .catch((bug: unknown) => unread(reloading.app, [`bailiwick met a bug in itself: ${String(bug)}`]))
      .finally(() => (running = null));
    running = reload;
    return reload;
  };
  const beginNext = (): Promise<ReloadAnswer> => {
    next = null;
    return begin();
  };
  return {
    reload: () => (running === null ? begin() : (next ??= running.then(beginNext))),
    onRead: (listener) => void listeners.push(listener),
  };
}

/**
 * Reloads at SIGHUP and whenever the content of the configuration file, or of a file that it names for a secret, has changed.
 * Returns the way to stop. Only for servers over HTTP: to one on stdin and stdout SIGHUP says that its terminal has gone.
 */
export function reloadOnChange(
  { reload, onRead }: Reloader,
  loaded: LoadedConfig,
  { env }: Pick<Terminal, 'env'>,
): () => void {
  const onChange = (): void => void reload();
  process.on('SIGHUP', onChange);
  const watched = watchFiles(loaded.config.reload.watch_interval_sec * 1000, onChange);
  const follow = (read: LoadedConfig): void => watched.follow(filesOf(read, env));
  follow(loaded);
  // Also where it does not come into force: what mends it may be another file.
  onRead(follow);
  return () => {
    process.off('SIGHUP', onChange);
    watched.stop();
  };
}

/** The files that a configuration is made of. */
const filesOf = ({ file, secretSources }: LoadedConfig, env: Terminal['env']): readonly string[] =>
  [file, ...[...secretSources.values()].map((source) => secretFile(source, env))].filter(
    (path) => path !== null,
  );

async function reloadOnce(
  { app, terminal, common, bearer }: Reloading,
  tell: (loaded: LoadedConfig) => void,
): Promise<ReloadAnswer> {
  const read = await readSettings(terminal, common);
  if (!read.ok)
    return unread(
      app,
      read.error.map(({ place, path, message }) => `${place}: ${path === null ? '' : `${path}: `}${message}`),
    );
  tell(read.value);
  const refusal = bearer.against(read.value);
  if (refusal !== null) return unread(app, [refusal.message]);
  const reloaded = app.reload(read.value);
  if (!reloaded.ok) return { kind: 'refused', errors: reloaded.error.map(({ message }) => message) };
  bearer.follow(read.value);
  const { version, changed, pending } = reloaded.value;
  return { kind: 'reloaded', version, changed: [...changed], pending: [...pending] };
}

function unread(app: Pick<App, 'reloadUnread'>, errors: string[]): ReloadAnswer {
  app.reloadUnread(errors);
  return { kind: 'refused', errors };
}
