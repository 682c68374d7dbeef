import { networkInterfaces } from 'node:os';

/**
 * The addresses of this machine: neither loopback nor link-local, which the scope's floor holds. An address that stands on the
 * loopback interface counts, as those of anycast services and some containers do.
 */
export const ownAddresses = (): readonly string[] => [
  ...new Set(
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => !/^(?:127\.|::1$|fe80:)/.test(address)),
  ),
];
