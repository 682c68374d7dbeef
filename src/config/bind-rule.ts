import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { Secret } from '../kernel/secret.ts';
import { isLoopback } from './loopback.ts';
import type { Config } from './schema.ts';

/** What the rule looks at: the address of the listener, and whether a token is asked for. */
export interface Bind {
  readonly host: string;
  readonly token: Secret | null;
}

/** The listener that a configuration describes. */
export const bindOf = ({ server, auth }: Config): Bind => ({
  host: server.host,
  token: auth.token === undefined ? null : new Secret(auth.token),
});

/** Refuses a listener that strangers can reach without a token: whoever may call can send packets from this machine. */
export function bindFailure({ host, token }: Bind): Failure | null {
  if (isLoopback(host) || token !== null) return null;
  const message = `server.host is ${quote(host)}, which others can reach, but auth.token is not set: set it, or server.host to 127.0.0.1.`;
  return failure('config.invalid', message, {
    field: 'server.host',
    rule: { text: 'a listener that is not on loopback asks for a token', at: 'floor' },
    next: ['Set auth.token (BAILIWICK_AUTH_TOKEN), at least 32 characters.', 'Set server.host to 127.0.0.1.'],
  });
}
