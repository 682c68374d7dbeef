/** What a TLS server showed of its certificate: its own words, cleaned. */
export interface Certificate {
  /** Who told it and in which form, such as `sslscan`: the texts of two forms cannot be compared, times can. */
  readonly by: string;
  /** The name that the server was asked for (SNI), since one server may hold many; null for none. */
  readonly name: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  /** RFC 3339, UTC. */
  readonly not_before: string | null;
  readonly not_after: string | null;
  /** As in `sha1:75e3…`; null where the program tells none. */
  readonly fingerprint: string | null;
}

export type Validity = 'valid' | 'expiring' | 'expired';

/** A certificate that ends within so many days is `expiring`. */
export const expiringDays = 30;

/** How a certificate stood at a moment, in milliseconds since the Unix epoch; null where it does not tell its end. */
export function validityAt({ not_after }: Certificate, at: number): Validity | null {
  const end = not_after === null ? Number.NaN : Date.parse(not_after);
  if (Number.isNaN(end)) return null;
  if (end < at) return 'expired';
  return end < at + expiringDays * day ? 'expiring' : 'valid';
}

const day = 24 * 60 * 60 * 1000;

/** Whether two programs have told of the same certificate, as far as their forms can be compared. */
export function isSame(a: Certificate, b: Certificate): boolean {
  if (a.not_before !== b.not_before || a.not_after !== b.not_after) return false;
  return (
    a.by !== b.by || (['subject', 'issuer', 'fingerprint'] as const).every((field) => a[field] === b[field])
  );
}

/** Whether one certificate follows another for the same name: same subject and issuer, a later end. */
export function isRenewal(from: Certificate, to: Certificate): boolean {
  const named = from.by === to.by && from.subject !== null;
  if (!named || from.subject !== to.subject || from.issuer !== to.issuer) return false;
  return from.not_after !== null && to.not_after !== null && from.not_after < to.not_after;
}
