import { networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import { err, ok, type Result } from '../kernel/result.ts';
import { addressesInInterfaces, addressesInRoutes } from './kernel-addresses.ts';
import { fileTrouble, readTextFile } from './read-text-file.ts';

/** What the scope must know of this machine. */
export interface OwnAddresses {
  /**
   * Its addresses: neither loopback nor link-local, which the scope's floor holds. An address that stands on the loopback
   * interface counts, as those of anycast services and some containers do.
   */
  readonly ownAddresses: readonly string[];
  /**
   * The first and the last address of every IPv4 network that it stands in: what is sent to one of them reaches every host
   * there. Networks of two addresses and single ones have none.
   */
  readonly broadcastAddresses: readonly string[];
}

/**
 * Reads them. Node leaves out interfaces without a carrier, such as an idle bridge of containers, although Linux answers at their
 * addresses: there the kernel's own tables are read as well. The error is a predicate.
 */
export function readOwnAddresses(): Result<OwnAddresses, string> {
  const found = interfaces();
  if (!found.ok) return found;
  const { own, broadcast } = addressesInRoutes(tableOf('/proc/net/fib_trie'));
  const six = addressesInInterfaces(tableOf('/proc/net/if_inet6'));
  const addresses = [...found.value.map(({ address }) => address), ...own, ...six];
  const ends = found.value.flatMap(({ family, internal, cidr }) =>
    family === 'IPv4' && !internal && cidr !== null ? endsOf(cidr) : [],
  );
  return ok({
    ownAddresses: distinct(addresses.filter((address) => !/^(?:127\.|::1$|fe80:)/.test(address))),
    broadcastAddresses: distinct([...ends, ...broadcast.filter((address) => !address.startsWith('127.'))]),
  });
}

function interfaces(): Result<readonly NetworkInterfaceInfo[], string> {
  try {
    return ok(Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []));
  } catch (error) {
    return err(fileTrouble(error, 'read'));
  }
}

/** A table that is not there, as outside Linux, or that is that of a large router, tells nothing. */
function tableOf(path: string): string {
  const text = readTextFile(path, mostTableBytes);
  return text.ok ? text.value : '';
}

const mostTableBytes = 2 ** 20;

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].toSorted();

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
