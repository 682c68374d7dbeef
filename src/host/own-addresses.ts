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

/**
 * The first and the last address of every IPv4 network that this machine stands in: what is sent to one of them reaches every host
 * there. Networks of two addresses and single ones have none.
 */
export const broadcastAddresses = (): readonly string[] => [
  ...new Set(
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .flatMap(({ family, internal, cidr }) =>
        family === 'IPv4' && !internal && cidr !== null ? endsOf(cidr) : [],
      ),
  ),
];

function endsOf(cidr: string): readonly string[] {
  const [address = '', length] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  if (!(size > 2)) return [];
  const value = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = value - (value % size);
  return [first, first + size - 1].map((end) =>
    [24, 16, 8, 0].map((shift) => (end >>> shift) & 255).join('.'),
  );
}
