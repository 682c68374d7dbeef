import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { OAuthError, OAuthErrorCode, requireBearerAuth, type AuthInfo } from '@modelcontextprotocol/server';
import type { Secret } from '../kernel/secret.ts';

/** Lets a request in, with its principal, or answers 401. */
export type Authenticate = (request: Request) => Promise<AuthInfo | Response>;

/** Asks for the token of the moment; without a token everybody who reaches us is the same local principal. */
export function createAuthenticate(tokenNow: () => Secret | null): Authenticate {
  const ask = requireBearerAuth({
    verifier: {
      // Digests have one length, so that comparing them takes the same time for every guess.
      verifyAccessToken: (given) =>
        timingSafeEqual(digest(given), digest(tokenNow()?.reveal() ?? randomUUID()))
          ? Promise.resolve(principal('bearer'))
          : Promise.reject(
              new OAuthError(OAuthErrorCode.InvalidToken, 'The bearer token is not auth.token.'),
            ),
    },
  });
  return (request) => (tokenNow() === null ? Promise.resolve(principal('local')) : ask(request));
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token itself goes no further than here; it does not expire, which the SDK wants said as a date. */
const principal = (clientId: string): AuthInfo => ({
  token: '',
  clientId,
  scopes: [],
  expiresAt: Number.MAX_SAFE_INTEGER,
});
