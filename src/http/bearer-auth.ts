import { createHash, timingSafeEqual } from 'node:crypto';
import { OAuthError, OAuthErrorCode, requireBearerAuth, type AuthInfo } from '@modelcontextprotocol/server';
import type { Secret } from '../kernel/secret.ts';

/** Lets a request in, with its principal, or answers 401. */
export type Authenticate = (request: Request) => Promise<AuthInfo | Response>;

/** Asks for the one static token; without a token everybody who reaches us is the same local principal. */
export function createAuthenticate(token: Secret | null): Authenticate {
  if (token === null) return () => Promise.resolve(principal('local'));
  const expected = digest(token.reveal());
  return requireBearerAuth({
    verifier: {
      // Digests have one length, so that comparing them takes the same time for every guess.
      verifyAccessToken: (given) =>
        timingSafeEqual(digest(given), expected)
          ? Promise.resolve(principal('bearer'))
          : Promise.reject(
              new OAuthError(OAuthErrorCode.InvalidToken, 'The bearer token is not auth.token.'),
            ),
    },
  });
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The token itself goes no further than here; it does not expire, which the SDK wants said as a date. */
const principal = (clientId: string): AuthInfo => ({
  token: '',
  clientId,
  scopes: [],
  expiresAt: Number.MAX_SAFE_INTEGER,
});
