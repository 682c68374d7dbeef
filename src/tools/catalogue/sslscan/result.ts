import { z } from 'zod';

/** Texts in the schema, which is kept short: a reader that takes no other words stands behind each. */
export const tlsVersion = z.enum(['SSLv2', 'SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']);
export const cipherStrength = z
  .enum(['strong', 'acceptable', 'medium', 'weak', 'null', 'anonymous', 'unknown'])
  .catch('unknown');

const count = z.int().min(0);

/** A cipher that the server accepted; `strength` is sslscan's judgement. */
const cipherResult = z.strictObject({
  protocol: z.string(),
  cipher: z.string(),
  bits: count,
  strength: z.string(),
  /** The server's own choice among those of its version. */
  preferred: z.boolean(),
});

/** What the server says of itself: all of it is the target's word. What sslscan did not tell is left out. */
const certificateResult = z.strictObject({
  subject: z.string().optional(),
  issuer: z.string().optional(),
  sans: z.array(z.string()),
  /** RFC 3339, UTC. */
  not_before: z.string().optional(),
  not_after: z.string().optional(),
  signature: z.string().optional(),
  /** As in `RSA 2048` or `EC prime256v1`. */
  key: z.string().optional(),
  self_signed: z.boolean().optional(),
  expired: z.boolean().optional(),
});

/** What a TLS check found. */
export const sslscanResult = z.strictObject({
  /** `no_tls`: the port is open, but no version was agreed on. `no_starttls`: it does not speak that protocol. */
  outcome: z.enum(['tls', 'no_tls', 'no_starttls', 'unreachable']),
  protocols: z.array(z.strictObject({ protocol: z.string(), enabled: z.boolean() })),
  ciphers: z.array(cipherResult),
  /** Ciphers that were read but not listed. */
  omitted: count,
  certificate: certificateResult.nullable(),
  renegotiation: z.enum(['secure', 'insecure', 'none']).nullable(),
  /** Versions that are vulnerable to Heartbleed; null where none was tried. */
  heartbleed: z.array(z.string()).nullable(),
  compression: z.boolean().nullable(),
  /** True where it was stopped before its end. */
  partial: z.boolean(),
  /** True where the report is broken, as a certificate's own text can break it: what follows the fault is missing. */
  damaged: z.boolean(),
});

export type Certificate = z.output<typeof certificateResult>;
export type SslscanResult = z.output<typeof sslscanResult>;
