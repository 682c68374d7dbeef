import type { App } from '../../app/app.ts';
import type { Config } from '../../config/schema.ts';
import type { CommonOptions } from '../common-options.ts';
import type { StopSignal } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** What a transport needs, and how it learns that it should stop. */
export interface Serving {
  readonly app: App;
  readonly config: Config;
  readonly terminal: Terminal;
  readonly common: CommonOptions;
  /** Settles with the signal that tells the server to stop. */
  readonly stopped: Promise<StopSignal>;
}
