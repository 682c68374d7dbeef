import { formatPorts } from '../ports.ts';
import type { Reach } from './reach.ts';
import { remarks, type Origin } from './remarks.ts';

/** The scope as a table of nftables for the output hook, which replaces one that was loaded before: `nft -f`. */
export const toNftables = (reach: Reach, origin: Origin): string =>
  `${remarks('an nftables table', origin, reach, limits)}table inet bailiwick
delete table inet bailiwick
table inet bailiwick {
${set('scope4', 'ipv4_addr', reach.v4)}
${set('scope6', 'ipv6_addr', reach.v6)}
${set(
  'ports',
  'inet_service',
  reach.ports.map((range) => formatPorts([range])),
)}
${chain}}
`;

const limits = [
  'It binds everything that this machine or network namespace sends, so load it where bailiwick alone lives.',
  'Frames written below the IP stack (masscan, raw Ethernet) do not pass it: filter those on the next hop as well.',
];

function set(name: string, type: string, elements: readonly string[]): string {
  // An empty list of elements is a syntax error, and a set without one matches nothing.
  const filled =
    elements.length === 0
      ? ''
      : `    elements = {\n${elements.map((one) => `      ${one},\n`).join('')}    }\n`;
  return `  set ${name} {\n    type ${type}\n    flags interval\n${filled}  }\n`;
}

const chain = `  chain output {
    type filter hook output priority filter; policy drop;
    # Clients, a resolver and the launcher on this machine. The guard refuses loopback unless the scope allows it.
    oifname "lo" accept
    # Answers to those who connected to this machine, and to what was let out below.
    ct state established,related accept
    # Without neighbour discovery, and the groups that it joins, no IPv6 address can be reached.
    icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
    # A resolver elsewhere, outside the scope, needs a rule of its own here.
    ip daddr @scope4 tcp dport @ports accept
    ip daddr @scope4 udp dport @ports accept
    ip daddr @scope4 icmp type { echo-request, timestamp-request } accept
    ip6 daddr @scope6 tcp dport @ports accept
    ip6 daddr @scope6 udp dport @ports accept
    ip6 daddr @scope6 icmpv6 type echo-request accept
    counter drop comment "outside the scope"
  }
`;
