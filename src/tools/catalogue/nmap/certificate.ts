import type { Certificate } from '../../../inventory/certificate.ts';
import type { ScriptResult } from './result.ts';

/**
 * The certificate that `ssl-cert` tells of. Its names are the server's own and could hold whole lines of that report, so one in
 * which anything stands twice is believed in nothing.
 */
export function certificateOf(scripts: readonly ScriptResult[]): Certificate | null {
  const lines = scripts.find(({ id }) => id === 'ssl-cert')?.lines ?? [];
  const told = new Map<string, string>();
  for (const line of lines) {
    const [, key = '', value = ''] = /^([A-Z][A-Za-z0-9 -]{1,30}): {0,4}(.*)$/.exec(line) ?? [];
    if (told.has(key) && key !== '') return null;
    told.set(key, value);
  }
  const sha256 = hexOf(told.get('SHA-256'));
  const sha1 = hexOf(told.get('SHA-1'));
  const certificate: Certificate = {
    by: 'nmap',
    name: null,
    subject: told.get('Subject') ?? null,
    issuer: told.get('Issuer') ?? null,
    not_before: timeOf(told.get('Not valid before')),
    not_after: timeOf(told.get('Not valid after')),
    fingerprint: sha256 === null ? sha1 && `sha1:${sha1}` : `sha256:${sha256}`,
  };
  return certificate.not_before === null && certificate.fingerprint === null ? null : certificate;
}

/** nmap writes UTC without saying so. */
const timeOf = (text = ''): string | null =>
  /^\d{4}(?:-\d\d){2}T\d\d(?::\d\d){2}$/.test(text) ? `${text}Z` : null;

/** Some versions write it in groups of four. */
function hexOf(text = ''): string | null {
  const hex = text.replaceAll(/[\s:]/g, '').toLowerCase();
  return /^[0-9a-f]{40}$|^[0-9a-f]{64}$/.test(hex) ? hex : null;
}
