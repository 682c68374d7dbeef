import { isRedirect } from './hops.ts';
import type { HttpProbeResult } from './result.ts';

/** Says how a probe ended: statuses and counts, and nothing that the target wrote. */
export function summariseHttpProbe(result: HttpProbeResult): string {
  const { status, connection, headers, hops, stopped, certificate_ok } = result;
  const statuses = hops.map((hop) => hop.status ?? 'none').join(' → ');
  return [
    connection === 'ok' && status !== null ? `HTTP ${statuses}.` : `${endOf(result)}.`,
    connection !== 'ok' && hops.length > 1 ? `Statuses on the way: ${statuses}.` : '',
    status === null ? '' : `${headers.length} headers, ${bodyOf(result)}.`,
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

/** A host that began its answer is none that did not answer: a body without an end ends so. */
const endOf = ({ status, connection }: HttpProbeResult): string =>
  status !== null && connection === 'timeout'
    ? `HTTP ${status}, and the answer did not end in time`
    : words[connection];

/** How much of the body there is, and that it is not all where it is not. */
function bodyOf({ body_bytes, body_complete, content_length }: HttpProbeResult): string {
  if (body_complete === true) return `${body_bytes} bytes of body`;
  const of = content_length === null ? '' : ` of ${content_length}`;
  return `body cut at ${body_bytes}${of} bytes`;
}

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
