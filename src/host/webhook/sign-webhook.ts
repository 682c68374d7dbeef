import { createHmac } from 'node:crypto';

/** What is signed: the message's own id and time stand in the signature, so that nobody can send it again later. */
export interface Signed {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestampSec: number;
  readonly body: string;
}

/**
 * The headers of a signed webhook by the Standard Webhooks specification: HMAC-SHA256 over `id.timestamp.body`. A secret that begins
 * with `whsec_` is base64 behind that, any other is taken as it is written.
 */
export function signatureHeaders(
  { id, timestampSec, body }: Signed,
  secret: string | null,
): Readonly<Record<string, string>> {
  const named = { 'webhook-id': id, 'webhook-timestamp': String(timestampSec) };
  if (secret === null) return named;
  const mac = createHmac('sha256', keyOf(secret)).update(`${id}.${timestampSec}.${body}`).digest('base64');
  return { ...named, 'webhook-signature': `v1,${mac}` };
}

const marker = 'whsec_';

const keyOf = (secret: string): Buffer =>
  secret.startsWith(marker)
    ? Buffer.from(secret.slice(marker.length), 'base64')
    : Buffer.from(secret, 'utf8');
