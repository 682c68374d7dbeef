import type { Certificate } from '../../../inventory/certificate.ts';
import type { Seen } from '../../../inventory/sighting.ts';
import type { SslscanResult } from './result.ts';

/** What a check saw of one port: whether it is open, and the certificate that its server showed. */
export function sslscanSightings(result: SslscanResult, argv: readonly string[]): Seen | null {
  const [, bracketed, bare, number] =
    /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(argv.at(-1) ?? '') ?? [];
  const address = bracketed ?? bare;
  const port = Number(number);
  const { outcome, partial } = result;
  if (address === undefined) return null;
  const isWhole = !partial && !result.damaged;
  if (outcome === 'unreachable') {
    const ports = { kind: 'listed', ranges: [{ lo: port, hi: port }] } as const;
    const area = { addresses: [address], protocol: 'tcp', ports, state: 'not_open' } as const;
    return isWhole ? { hosts: [], asked: [], areas: [area], partial } : null;
  }
  // A run that was stopped before it had connected says no_tls as well.
  if (outcome !== 'tls' && !isWhole) return null;
  const certificate = certificateIn(result, argv);
  const seen = {
    port,
    protocol: 'tcp',
    state: 'open',
    ...(certificate === null && !isWhole ? {} : { certificate }),
  } as const;
  return { hosts: [{ address, state: 'up', ports: [seen] }], asked: [], areas: [], partial };
}

/** A short certificate has the common part of its names alone, so that it is a form of its own. */
function certificateIn({ certificate }: SslscanResult, argv: readonly string[]): Certificate | null {
  if (certificate === null) return null;
  const { subject = null, issuer = null, not_before = null, not_after = null } = certificate;
  const sni = argv.find((word) => word.startsWith(sniFlag))?.slice(sniFlag.length) ?? null;
  const by = argv.includes('--show-certificate') ? 'sslscan, whole' : 'sslscan';
  return { by, name: sni, subject, issuer, not_before, not_after, fingerprint: null };
}

const sniFlag = '--sni-name=';
