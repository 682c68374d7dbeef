import { failure } from '../../../kernel/failure.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { ToolOutput } from '../../tool.ts';
import { createXmlEvents, type Attributes } from '../nmap/xml-events.ts';
import { createCertificateReader } from './certificate.ts';
import { cipherStrength, tlsVersion, type SslscanResult } from './result.ts';

const mostCiphers = 256;

/** Reads `sslscan --xml=-`. What stands before a fault in the report is kept. */
export function parseSslscan({ stdout, complete }: ToolOutput): Result<SslscanResult> {
  const report = createReport();
  const events = createXmlEvents(report);
  events.write(new TextEncoder().encode(stdout));
  const whole = events.end();
  if (!report.started()) return err(failure('tool.output', 'sslscan printed no report.'));
  return ok(report.result(whole, complete));
}

/** Collects a report. A certificate can hold markup, so nothing that the scan itself found is read behind it. */
function createReport() {
  const certificate = createCertificateReader();
  const scan: Pick<SslscanResult, 'protocols' | 'ciphers' | 'omitted'> = {
    protocols: [],
    ciphers: [],
    omitted: 0,
  };
  const vulnerable: string[] = [];
  let triedHeartbleed = false;
  let renegotiation: SslscanResult['renegotiation'] = null;
  let compression: boolean | null = null;
  let error: string | null = null;
  let started = false;
  let place: 'scan' | 'error' | 'certificates' = 'scan';

  const openInScan = (element: string, attributes: Attributes): void => {
    const version = tlsVersion.safeParse(versionName(element, attributes));
    if (element === 'document') started = attributes['title'] === 'SSLScan Results';
    else if (element === 'error') place = 'error';
    else if (element === 'certificates') place = 'certificates';
    else if (element === 'compression') compression = attributes['supported'] === '1';
    else if (element === 'renegotiation') renegotiation = renegotiationOf(attributes);
    else if (!version.success) return;
    else if (element === 'protocol')
      scan.protocols.push({ protocol: version.data, enabled: attributes['enabled'] === '1' });
    else if (element === 'heartbleed') {
      triedHeartbleed = true;
      if (attributes['vulnerable'] === '1') vulnerable.push(version.data);
    } else if (element === 'cipher') {
      if (scan.ciphers.length < mostCiphers) scan.ciphers.push(cipherOf(version.data, attributes));
      else scan.omitted += 1;
    }
  };

  return {
    open: (element: string, attributes: Attributes): void => {
      if (place === 'certificates') certificate.open(element, attributes);
      else if (started || element === 'document') openInScan(element, attributes);
    },
    text: (text: string): void => {
      if (place === 'certificates') certificate.text(text);
      else if (place === 'error') error = `${error ?? ''}${text}`.slice(0, 400);
    },
    close: (element: string): void => {
      if (place === 'certificates') certificate.close(element);
      else if (element === 'error') place = 'scan';
    },
    started: (): boolean => started,
    result: (whole: boolean, complete: boolean): SslscanResult => {
      const read = certificate.result();
      const spoke = read.certificate !== null || scan.protocols.some(({ enabled }) => enabled);
      return {
        outcome: spoke ? 'tls' : outcomeOf(error),
        ...scan,
        certificate: read.certificate,
        renegotiation,
        heartbleed: triedHeartbleed ? vulnerable : null,
        compression,
        partial: !complete,
        damaged: complete && !(whole && !read.ambiguous),
      };
    },
  };
}

/** `TLSv1.2`, from the two ways in which the report names a version. */
function versionName(element: string, attributes: Attributes): string | undefined {
  if (element !== 'protocol') return attributes['sslversion'];
  return `${attributes['type'] === 'ssl' ? 'SSLv' : 'TLSv'}${attributes['version']}`;
}

function cipherOf(protocol: string, attributes: Attributes): SslscanResult['ciphers'][number] {
  const { cipher = '', bits = '', status } = attributes;
  return {
    protocol,
    cipher: /^[A-Za-z0-9_-]{1,60}$/.test(cipher) ? cipher : 'unknown',
    bits: /^\d{1,5}$/.test(bits) ? Number(bits) : 0,
    strength: cipherStrength.parse(attributes['strength']),
    preferred: status === 'preferred',
  };
}

function renegotiationOf({ supported, secure }: Attributes): 'secure' | 'insecure' | 'none' {
  if (supported !== '1') return 'none';
  return secure === '1' ? 'secure' : 'insecure';
}

/** sslscan's own sentences; each names what it could not do. */
function outcomeOf(error: string | null): SslscanResult['outcome'] {
  if (error === null) return 'no_tls';
  return /^Could not (?:open a connection|open a socket|connect)/.test(error) ? 'unreachable' : 'no_starttls';
}
