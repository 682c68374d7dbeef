import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { addresses } from './network.ts';

/** The PEM files of a certificate and its key. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Makes a certificate whose every name and address is the forbidden host's: those it is for, and where its issuer, its
 * revocation list and its status are said to be found.
 */
export function makeCertificate(folder: string): CertificateFiles {
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  const { forbidden } = addresses;
  const extensions = [
    `subjectAltName=DNS:evil.lab.internal,DNS:www.example.com,IP:${forbidden}`,
    `authorityInfoAccess=OCSP;URI:http://${forbidden}/ocsp,caIssuers;URI:http://${forbidden}/issuer`,
    `crlDistributionPoints=URI:http://${forbidden}/revoked`,
  ];
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=evil.lab.internal',
  ];
  const added = extensions.flatMap((extension) => ['-addext', extension]);
  const words = [...request, '-keyout', files.key, '-out', files.certificate, ...added];
  execFileSync('openssl', words, { stdio: ['ignore', 'ignore', 'pipe'] });
  return files;
}
