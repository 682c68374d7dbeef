import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { HttpSettings } from './http-settings.ts';
import { isLoopback } from './loopback.ts';

/** Refuses to listen where strangers can reach us without a token: whoever may call can send packets from this machine. */
export function checkBind({ host, token }: HttpSettings): Result<null> {
  if (isLoopback(host) || token !== null) return ok(null);
  return err(
    failure(
      'config.invalid',
      `server.host is ${quote(host)}, which others can reach, but auth.token is not set.`,
      {
        field: 'auth.token',
        rule: { text: 'a listener that is not on loopback asks for a token', at: 'floor' },
        next: [
          'Set auth.token (BAILIWICK_AUTH_TOKEN), at least 32 characters.',
          'Set server.host to 127.0.0.1.',
        ],
      },
    ),
  );
}
