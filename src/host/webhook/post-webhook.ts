import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '../../kernel/result.ts';
import { signatureHeaders } from './sign-webhook.ts';

/** Where messages are posted to, as an operator has configured it. */
export interface Webhook {
  readonly url: string;
  /** Signs each message; null where messages are not signed. */
  readonly secret: string | null;
  /** How long each try may take, milliseconds. */
  readonly timeoutMs: number;
  /** How often a message is posted that nobody has taken, the first time included. */
  readonly tries: number;
}

/**
 * Posts a JSON document, and again while nobody takes it, with the same id. Any answer but 2xx is a failure, and a redirect is not
 * followed: the operator has named one place. The reason is a sentence without the URL, which may hold a secret.
 */
export async function postWebhook(
  { url, secret, timeoutMs, tries }: Webhook,
  document: unknown,
): Promise<Result<null, string>> {
  const body = JSON.stringify(document);
  const signed = { id: `msg_${randomUUID()}`, timestampSec: Math.floor(Date.now() / 1000), body };
  const headers = { 'content-type': 'application/json', ...signatureHeaders(signed, secret) };
  let last: Result<null, string> = err('It was never tried.');
  for (let tried = 0; tried < tries && !last.ok; tried += 1) {
    // One after the other, each with its own time.
    // oxlint-disable-next-line no-await-in-loop -- see above
    last = await postOnce(url, { method: 'POST', headers, body }, timeoutMs);
  }
  return last;
}

async function postOnce(url: string, message: RequestInit, timeoutMs: number): Promise<Result<null, string>> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { ...message, redirect: 'manual', signal });
    await response.body?.cancel();
    return response.ok ? ok(null) : err(`The webhook answered ${response.status}.`);
  } catch (error) {
    return err(`The webhook could not be reached: ${reasonOf(error)}.`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  if (error.name === 'TimeoutError') return 'it took too long';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.name;
  // Such as `bad port`: there are ports that web clients do not talk to.
  return 'code' in cause ? String(cause.code) : cause.message;
}
