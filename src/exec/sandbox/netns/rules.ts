import { formatFirst, formatLast } from '../../../scope/address.ts';
import { intervalSet, runsOf } from '../../../scope/interval-set.ts';
import type { Interval } from '../../../scope/interval.ts';
import { formatPorts } from '../../../scope/ports.ts';
import type { Reach } from './reach.ts';
import { anyPool, poolName, poolNetwork, poolNetwork6, type Slot } from './slot.ts';

/** The table of a pool. Making it is what takes the pool's number: two servers cannot make the same. */
export const tableName = (pool: number): string => `bailiwick_${pool}`;

/**
 * The rules of a pool, on our side of its devices, where no right inside a namespace reaches: packets of a slot go to what its
 * sets hold, from its own address alone; answers come back; nothing else passes, and this machine itself is out of reach.
 * `closed4` and `closed6` are filled with the devices that forwarded nothing before: what is new there is kept from them still.
 * The options that make a target pass a packet on to somebody else are no business of any tool.
 */
export const poolRules = (pool: number, owner: string): string => {
  const all = `"${poolName(pool)}*"`;
  return `create table inet ${tableName(pool)} { comment "bailiwick ${owner}"; }
table inet ${tableName(pool)} {
  set closed4 { type ifname; }
  set closed6 { type ifname; }
  map slots { type ifname : verdict; }
  map answers { type ifname : verdict; }
  chain forward {
    type filter hook forward priority filter; policy accept;
    iifname ${all} ip option lsrr exists drop
    iifname ${all} ip option ssrr exists drop
    iifname ${all} exthdr rt exists drop
    iifname ${all} ct state invalid drop
    iifname vmap @slots
    oifname vmap @answers
    iifname ${all} drop
    oifname ${all} drop
    oifname "${anyPool}*" accept
    meta nfproto ipv4 iifname @closed4 ct state new,invalid,untracked drop
    meta nfproto ipv6 iifname @closed6 ct state new,invalid,untracked drop
  }
  chain input {
    type filter hook input priority filter; policy accept;
    iifname ${all} icmpv6 type nd-neighbor-solicit accept
    iifname ${all} drop
  }
  chain leave {
    type nat hook postrouting priority srcnat; policy accept;
    ip saddr ${poolNetwork(pool)} oifname != ${all} masquerade
    ip6 saddr ${poolNetwork6(pool)} oifname != ${all} masquerade
  }
}
`;
};

/** Adds a slot: closed, until it is pinned. Answers come from where it may send, and errors from anywhere on the way there. */
export const slotRules = (
  pool: number,
  { name, chain, its }: Slot,
): string => `${emptied(pool, chain)}table inet ${tableName(pool)} {
  set ${chain}v4 { type ipv4_addr; flags interval; }
  set ${chain}v6 { type ipv6_addr; flags interval; }
  set ${chain}ports { type inet_service; flags interval; }
  set ${chain}whole { type inet_proto; flags interval; }
  chain ${chain} {
    ip saddr ${its.v4} ip daddr @${chain}v4 goto ${chain}to
    ip6 saddr ${its.v6} ip6 daddr @${chain}v6 goto ${chain}to
    drop
  }
  chain ${chain}to {
    meta l4proto @${chain}whole accept
    meta l4proto { tcp, udp, sctp, dccp } th dport @${chain}ports accept
    drop
  }
  chain ${chain}back {
    ct state established ip saddr @${chain}v4 accept
    ct state established ip6 saddr @${chain}v6 accept
    ct state related meta l4proto { icmp, icmpv6 } accept
    drop
  }
}
add element inet ${tableName(pool)} slots { "${name}" : goto ${chain} }
add element inet ${tableName(pool)} answers { "${name}" : goto ${chain}back }
`;

/** A slot that was begun before, and failed, begins anew. */
const emptied = (pool: number, chain: string): string =>
  ['', 'to', 'back']
    .map((part) => `inet ${tableName(pool)} ${chain}${part}`)
    .map((name) => `add chain ${name}\nflush chain ${name}\n`)
    .join('');

/**
 * Lets a slot that reaches nothing reach this. It only adds: a transaction that takes something away keeps nft until no processor
 * looks at it any more, which is six times as long, and so is done when a run is over.
 */
export function pinRules(pool: number, { chain }: Slot, { targets, ports }: Reach): string {
  const set = intervalSet(targets.flatMap(({ interval }) => (interval === null ? [] : [interval])));
  const filled: Readonly<Record<(typeof parts)[number], readonly string[]>> = {
    v4: runsOf(set, 4).map(element),
    v6: runsOf(set, 6).map(element),
    ports: ports === null || ports.length === 0 ? [] : [formatPorts(ports)],
    whole: ports === null ? ['0-255'] : icmp,
  };
  return parts
    .filter((part) => filled[part].length > 0)
    .map((part) => `add element inet ${tableName(pool)} ${chain}${part} { ${filled[part].join(',')} }`)
    .join('; ');
}

/** Closes a slot. */
export const unpinRules = (pool: number, { chain }: Slot): string =>
  parts.map((part) => `flush set inet ${tableName(pool)} ${chain}${part}`).join('; ');

/** How nft repeats the last of the rules that pin a slot, which are in force together or not at all. */
export const sealOf = (pool: number, { chain }: Slot): string =>
  `add element inet ${tableName(pool)} ${chain}whole {`;

/** The sets of a slot, by the end of their names. */
const parts = ['v4', 'v6', 'ports', 'whole'] as const;

/** The numbers of ICMP and ICMPv6. */
const icmp = ['1', '58'];

const element = (interval: Interval): string => {
  const [first, last] = [formatFirst(interval), formatLast(interval)];
  return first === last ? first : `${first}-${last}`;
};
