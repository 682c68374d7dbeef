import { bindFailure, bindOf } from '../../config/bind-rule.ts';
import type { Config } from '../../config/schema.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Says whether `serve --http` would open its listener; it matters most where that is how bailiwick is served. */
export function checkListener(config: Config): Diagnosis {
  const { host, port, transport } = config.server;
  const name = 'listener';
  const refusal = bindFailure(bindOf(config));
  if (refusal === null)
    return { name, status: 'ok', message: `${host}:${port} may be opened by serve --http` };
  const status = transport === 'http' ? 'broken' : 'warn';
  return { name, status, message: refusal.message, fix: refusal.next.join(' Or: ') };
}
