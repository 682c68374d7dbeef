import { formatFirst, formatLast } from '../../../scope/address.ts';
import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import type { Interval } from '../../../scope/interval.ts';
import { poolName, slotOf, type Slot } from './slot.ts';

/** The table of a pool. Making it is what takes the pool's number: two servers cannot make the same. */
export const tableName = (pool: number): string => `bailiwick_${pool}`;

/**
 * The rules of a pool, on our side of its devices, where no right inside a namespace reaches: packets of a slot go to what its
 * sets hold, from its own address alone; answers come back; nothing else passes, and this machine itself is out of reach.
 * `closed` names devices that forwarded nothing before: what neither comes from a slot nor goes to one is kept from them still.
 */
export const poolRules = (pool: number, slots: number, closed: readonly string[]): string => {
  const all = `"${poolName(pool)}s*"`;
  const each = Array.from({ length: slots }, (_, at) => slotOf(pool, at));
  return `table inet ${tableName(pool)} {
${each.map(sets).join('')}  set closed { type ifname; ${closed.length === 0 ? '' : `elements = { ${closed.map((name) => `"${name}"`).join(', ')} }; `}}
  chain forward {
    type filter hook forward priority filter; policy accept;
${each.map(({ name, chain }) => `    iifname "${name}" jump ${chain}\n`).join('')}    oifname ${all} ct state established,related accept
    oifname ${all} drop
    iifname @closed drop
  }
  chain input {
    type filter hook input priority filter; policy accept;
    iifname ${all} icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
    iifname ${all} drop
  }
  chain leave {
    type nat hook postrouting priority srcnat; policy accept;
    iifname ${all} masquerade
  }
${each.map(chainOf).join('')}}
`;
};

/** Lets a slot reach these targets and nothing else; each set is written anew, in one transaction. */
export function pinRules(pool: number, { chain }: Slot, targets: readonly AuthorisedTarget[]): string {
  const table = `inet ${tableName(pool)}`;
  const intervals = targets.flatMap(({ interval }) => (interval === null ? [] : [interval]));
  const fill = (family: 4 | 6): string => {
    const elements = intervals.filter((interval) => interval.family === family).map(element);
    return elements.length === 0
      ? ''
      : `add element ${table} ${chain}v${family} { ${elements.join(', ')} }\n`;
  };
  return `${unpinRules(pool, chain)}${fill(4)}${fill(6)}`;
}

/** Closes a slot. */
export const unpinRules = (pool: number, chain: string): string =>
  [4, 6].map((family) => `flush set inet ${tableName(pool)} ${chain}v${family}\n`).join('');

const sets = ({ chain }: Slot): string =>
  `  set ${chain}v4 { type ipv4_addr; flags interval; auto-merge; }\n` +
  `  set ${chain}v6 { type ipv6_addr; flags interval; auto-merge; }\n`;

const chainOf = ({ chain, v4, v6 }: Slot): string => `  chain ${chain} {
    ip saddr ${v4.its} ip daddr @${chain}v4 counter accept
    ip6 saddr ${v6.its} ip6 daddr @${chain}v6 counter accept
    counter drop
  }
`;

const element = (interval: Interval): string => {
  const [first, last] = [formatFirst(interval), formatLast(interval)];
  return first === last ? first : `${first}-${last}`;
};
