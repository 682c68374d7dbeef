import { formatFirst } from './address.ts';
import type { Interval } from './interval.ts';
import { parseIpv4 } from './ipv4.ts';
import { parseIpv6 } from './ipv6.ts';

/** What a text in CIDR notation says: a block, or the block that its author may have meant. */
export type BlockReading =
  | { readonly kind: 'block'; readonly interval: Interval }
  /** Bits are set below the prefix: programs differ on whether that is the block or the address. */
  | { readonly kind: 'host_bits'; readonly canonical: string }
  | { readonly kind: 'bad_prefix'; readonly most: number }
  | { readonly kind: 'not_a_block' };

/** Reads CIDR notation, strictly: a canonical address, `/`, a decimal prefix length; no masks, no signs, no spaces. */
export function readBlock(text: string): BlockReading {
  const slash = text.indexOf('/');
  const base = text.slice(0, slash);
  const length = text.slice(slash + 1);
  const v4 = parseIpv4(base);
  if (slash > 0 && v4 !== null) {
    const prefix = prefixOf(length, 32);
    if (prefix === null) return { kind: 'bad_prefix', most: 32 };
    const size = 2 ** (32 - prefix);
    const lo = v4 - (v4 % size);
    return exact(v4 === lo, { family: 4, lo, hi: lo + size - 1 }, prefix);
  }
  const v6 = parseIpv6(base);
  if (slash < 1 || v6 === null) return { kind: 'not_a_block' };
  const prefix = prefixOf(length, 128);
  if (prefix === null) return { kind: 'bad_prefix', most: 128 };
  const size = 1n << BigInt(128 - prefix);
  const lo = v6 - (v6 % size);
  return exact(v6 === lo, { family: 6, lo, hi: lo + size - 1n }, prefix);
}

function exact(isBase: boolean, interval: Interval, prefix: number): BlockReading {
  return isBase
    ? { kind: 'block', interval }
    : { kind: 'host_bits', canonical: `${formatFirst(interval)}/${prefix}` };
}

function prefixOf(text: string, most: number): number | null {
  return /^(?:0|[1-9][0-9]{0,2})$/.test(text) && Number(text) <= most ? Number(text) : null;
}
