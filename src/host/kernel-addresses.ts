/** Addresses as the tables of Linux' kernel tell them. */
export interface KernelAddresses {
  readonly own: readonly string[];
  /** What reaches every host of a network. */
  readonly broadcast: readonly string[];
}

/** Reads the text of `/proc/net/fib_trie`: below a line with an address stand the routes to it, each with its length and kind. */
export function addressesInRoutes(trie: string): KernelAddresses {
  const own: string[] = [];
  const broadcast: string[] = [];
  for (const [, address = '', routes = ''] of trie.matchAll(leaf)) {
    if (routes.includes('/32 host LOCAL')) own.push(address);
    if (routes.includes('/32 link BROADCAST')) broadcast.push(address);
  }
  return { own, broadcast };
}

/** Reads the text of `/proc/net/if_inet6`: a line for each IPv6 address, which it begins with, in 32 hexadecimal digits. */
export const addressesInInterfaces = (table: string): readonly string[] =>
  [...table.matchAll(/^([0-9a-f]{32}) /gm)].map(([, digits = '']) => {
    const groups = digits.match(/.{4}/g) ?? [];
    // In the usual short form, as other sources write it.
    return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
  });

const leaf = /\|-- ([\d.]{7,15})\n((?: +\/\d+ [^\n]*\n)*)/g;
