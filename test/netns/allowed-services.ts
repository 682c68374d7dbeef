import { makeCertificate } from './certificate.ts';
import { addresses } from './network.ts';

/** Ports of the allowed hosts: a page, front pages that lead elsewhere, and a service that greets. */
export const ports = {
  page: 80,
  toAddress: 8080,
  toName: 8081,
  toStranger: 8082,
  tls: 443,
  tlsToAddress: 8443,
  greeting: 2222,
} as const;

/** The words of `fixtures/allowed-host.ts`; its certificate lies in `folder`. */
export const allowedServices = (folder: string): string =>
  JSON.stringify({
    ...makeCertificate(folder),
    roots: {
      [ports.page]: null,
      [ports.toAddress]: `http://${addresses.forbidden}/`,
      [ports.toName]: '//evil.lab.internal/',
      [ports.toStranger]: 'http://www.example.com/',
    },
    tlsRoots: { [ports.tls]: null, [ports.tlsToAddress]: `https://${addresses.forbidden}/` },
    greetings: { [ports.greeting]: `220 http://${addresses.forbidden}/ evil.lab.internal ready\r\n` },
    addresses: [...addresses.allowed, addresses.allowed6],
    scanner: addresses.scanner,
  });
