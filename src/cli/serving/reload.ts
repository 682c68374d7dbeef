import type { App } from '../../app/app.ts';
import { watchFile } from '../../host/watch-file.ts';
import type { CommonOptions } from '../common-options.ts';
import { readSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

interface Reloading {
  readonly app: Pick<App, 'reload' | 'reloadUnread'>;
  readonly terminal: Pick<Terminal, 'env'>;
  readonly common: Pick<CommonOptions, 'config' | 'flags'>;
  /** The file that the server was started with; null where there was none. */
  readonly file: string | null;
  /** 0 for never. */
  readonly watchIntervalSec: number;
}

/**
 * Reloads at SIGHUP and whenever the content of the configuration file has changed; one reload at a time, and what comes during one
 * makes one more. Returns the way to stop. Only for servers over HTTP: to one on stdin and stdout SIGHUP says that its terminal
 * has gone.
 */
export function reloadOnChange({ app, terminal, common, file, watchIntervalSec }: Reloading): () => void {
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
      await reloadOnce(app, terminal, common)
        // A bug in what reads a configuration is no reason to leave calls without a server.
        .catch((bug: unknown) => app.reloadUnread([`bailiwick met a bug in itself: ${String(bug)}`]))
        .finally(() => (isReloading = again));
    } while (again);
  };
  const onSignal = (): void => void reload();
  process.on('SIGHUP', onSignal);
  const unwatch =
    file === null || watchIntervalSec === 0
      ? () => undefined
      : watchFile(file, watchIntervalSec * 1000, onSignal);
  return () => {
    process.off('SIGHUP', onSignal);
    unwatch();
  };
}

async function reloadOnce(
  app: Reloading['app'],
  terminal: Reloading['terminal'],
  common: Reloading['common'],
): Promise<void> {
  const read = await readSettings(terminal, common);
  if (read.ok) app.reload(read.value);
  else
    app.reloadUnread(
      read.error.map(({ place, path, message }) => `${place}: ${path === null ? '' : `${path}: `}${message}`),
    );
}
