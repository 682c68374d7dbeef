import { bindFailure, bindOf } from '../../config/bind-rule.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';
import type { Failure } from '../../kernel/failure.ts';
import type { Secret } from '../../kernel/secret.ts';

/** The token that HTTP clients show, which may be replaced while the server runs. */
export interface Bearer {
  readonly token: () => Secret | null;
  /** Why a configuration may not come into force: its listener would be open to strangers. */
  readonly against: (wanted: LoadedConfig) => Failure | null;
  /** Takes the token of one that has. */
  readonly follow: (loaded: LoadedConfig) => void;
}

/** Begins with that of the start. */
export function createBearer(config: Config): Bearer {
  let { token } = bindOf(config);
  return {
    token: () => token,
    // The address is that of the start, whatever the file says by now.
    against: (wanted) =>
      config.server.transport === 'http'
        ? bindFailure({ ...bindOf(config), token: bindOf(wanted.config).token })
        : null,
    follow: (next) => ({ token } = bindOf(next.config)),
  };
}
