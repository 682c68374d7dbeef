import type { SslscanResult } from './result.ts';

/** Says what a TLS check found: versions, counts of ciphers and faults, nothing of the certificate's own words. */
export function summariseSslscan(result: SslscanResult): string {
  return [sentenceOf(result), endOf(result)].filter((said) => said !== '').join(' ');
}

function sentenceOf(result: SslscanResult): string {
  switch (result.outcome) {
    case 'unreachable':
      return 'No connection: the port is closed or filtered.';
    case 'no_starttls':
      return 'The port is open, but does not speak the protocol of starttls, or not as it should.';
    case 'no_tls':
      return 'The port is open, but no version of TLS was agreed on.';
    case 'tls':
      return [versionsOf(result), ciphersOf(result), certificateOf(result), faultsOf(result)]
        .filter((said) => said !== '')
        .join(' ');
  }
}

function versionsOf({ protocols }: SslscanResult): string {
  const on = protocols.flatMap(({ protocol, enabled }) => (enabled ? [protocol] : []));
  return `${on.length === 0 ? 'No tried version' : on.join(', ')} enabled.`;
}

function ciphersOf({ ciphers, omitted }: SslscanResult): string {
  const counts = new Map<string, number>();
  for (const { strength } of ciphers) counts.set(strength, (counts.get(strength) ?? 0) + 1);
  const parts = [...counts].map(([strength, count]) => `${count} ${strength}`);
  const leftOut = omitted === 0 ? '' : `; ${omitted} left out`;
  return parts.length === 0 ? '' : `Ciphers: ${parts.join(', ')}${leftOut}.`;
}

function certificateOf({ certificate }: SslscanResult): string {
  if (certificate === null) return 'No certificate was read.';
  const faults = [
    certificate.expired === true && 'expired',
    certificate.self_signed === true && 'self-signed',
  ].filter((fault) => fault !== false);
  if (faults.length > 0) return `Certificate: ${faults.join(', ')}.`;
  return certificate.expired === undefined
    ? 'The certificate was not read to its end.'
    : 'Certificate: neither expired nor self-signed.';
}

function faultsOf({ heartbleed, renegotiation, compression }: SslscanResult): string {
  const faults = [
    (heartbleed ?? []).length > 0 && 'Heartbleed',
    renegotiation === 'insecure' && 'insecure renegotiation',
    compression === true && 'compression (CRIME)',
  ].filter((fault) => fault !== false);
  return faults.length === 0 ? '' : `Vulnerable: ${faults.join(', ')}.`;
}

function endOf({ damaged, partial }: SslscanResult): string {
  if (damaged) return 'Partial: the report is broken, perhaps by the text of the certificate.';
  return partial ? 'Partial: it was stopped before its end.' : '';
}
