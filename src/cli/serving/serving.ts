import type { App } from '../../app/app.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Logger } from '../../host/logger.ts';
import type { CommonOptions } from '../common-options.ts';
import type { StopSignal } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import type { Bearer } from './bearer.ts';
import type { Reloader } from './reload.ts';

/** What a transport needs, and how it learns that it should stop. */
export interface Serving {
  readonly app: App;
  /** As it was at the start. */
  readonly loaded: LoadedConfig;
  readonly logger: Pick<Logger, 'log'>;
  readonly terminal: Terminal;
  readonly common: CommonOptions;
  readonly reloader: Reloader;
  readonly bearer: Bearer;
  /** Tells where it listens. */
  readonly announce: (url: string) => void;
  /** Settles with the signal that tells the server to stop. */
  readonly stopped: Promise<StopSignal>;
}
