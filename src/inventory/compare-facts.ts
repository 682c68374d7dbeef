import { isSame, validityAt, type Certificate } from './certificate.ts';
import type { CertificateChange, ExpiryChange, ServiceChange } from './change.ts';
import type { Identified, PortSighting } from './sighting.ts';

/** A port that was open both times. */
export interface OpenTwice {
  readonly address: string;
  readonly before: PortSighting;
  readonly after: PortSighting;
}

/** What became of a fact that only one may have looked at. */
export type FactCompared<Change> =
  | { readonly kind: 'same' }
  | { readonly kind: 'changed'; readonly change: Change }
  | { readonly kind: 'not_compared' };

/** Compares what a service answered: only the words of one identifier can be compared. */
export function compareServices(open: OpenTwice): FactCompared<ServiceChange> {
  const from = open.before.identified;
  const to = open.after.identified;
  if (from === undefined && to === undefined) return { kind: 'same' };
  if (from === undefined || to === undefined) return { kind: 'not_compared' };
  if (isEqual(from, to)) return { kind: 'same' };
  if (from.by !== to.by) return { kind: 'not_compared' };
  return { kind: 'changed', change: { kind: 'service', ...placeOf(open), from, to } };
}

/** Compares what TLS servers showed; `at` are the moments of the two, by which a certificate that stays may end. */
export function compareCertificates(
  open: OpenTwice,
  at: { readonly before: number; readonly after: number },
): FactCompared<CertificateChange | ExpiryChange> {
  const from = open.before.certificate;
  const to = open.after.certificate;
  if (from === undefined && to === undefined) return { kind: 'same' };
  if (from === undefined || to === undefined) return { kind: 'not_compared' };
  if (from !== null && to !== null && from.name !== to.name) return { kind: 'not_compared' };
  if (from !== null && to !== null && isSame(from, to)) return compareValidity(open, from, at);
  if (from === to) return { kind: 'same' };
  return { kind: 'changed', change: { kind: 'certificate', ...placeOf(open), from, to } };
}

function compareValidity(
  open: OpenTwice,
  certificate: Certificate,
  at: { readonly before: number; readonly after: number },
): FactCompared<ExpiryChange> {
  const from = validityAt(certificate, at.before);
  const to = validityAt(certificate, at.after);
  const { not_after } = certificate;
  if (from === null || to === null || not_after === null || from === to) return { kind: 'same' };
  return { kind: 'changed', change: { kind: 'expiry', ...placeOf(open), from, to, not_after } };
}

const isEqual = (a: Identified, b: Identified): boolean =>
  a.service === b.service && a.product === b.product && a.version === b.version;

const placeOf = ({ address, before: { protocol, port } }: OpenTwice) => ({ address, protocol, port });
