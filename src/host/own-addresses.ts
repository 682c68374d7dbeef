import { networkInterfaces } from 'node:os';

/** The addresses of this machine's network interfaces: neither loopback nor link-local, which the scope's floor holds. */
export const ownAddresses = (): readonly string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80:'))
    .map(({ address }) => address);
