import { isRedirect } from './hops.ts';
import type { HttpProbeResult } from './result.ts';

/** Says how a probe ended: statuses and counts, and nothing that the target wrote. */
export function summariseHttpProbe(result: HttpProbeResult): string {
  const { status, connection, headers, body_bytes, hops, stopped, certificate_ok } = result;
  const statuses = hops.map((hop) => hop.status ?? 'none').join(' → ');
  return [
    connection === 'ok' && status !== null ? `HTTP ${statuses}.` : `${words[connection]}.`,
    connection !== 'ok' && hops.length > 1 ? `Statuses on the way: ${statuses}.` : '',
    status === null ? '' : `${headers.length} headers, ${body_bytes} bytes of body.`,
    certificate_ok === false && connection === 'ok' ? 'The certificate does not hold.' : '',
    stopped === null ? '' : `The redirect was not followed: ${stopped.code}.`,
    stopped === null && isLeft(result) ? 'The redirect was not followed: max_redirects.' : '',
  ]
    .filter((said) => said !== '')
    .join(' ');
}

/** A redirect at the end of the way is one that nobody followed. */
const isLeft = ({ status, hops }: HttpProbeResult): boolean =>
  isRedirect(status) && (hops.at(-1)?.location ?? null) !== null;

const words = {
  ok: 'No status',
  refused: 'The connection was refused, or there is no way to the host',
  timeout: 'The host did not answer in time',
  closed: 'The connection was closed before the answer was whole',
  tls_failed: 'TLS failed; the port may speak plain HTTP',
  untrusted_certificate: 'The certificate does not hold, so nothing was requested; insecure goes on',
  bad_response: 'The answer is no HTTP that curl reads',
  unfinished: 'The request did not come to its end',
} as const;
