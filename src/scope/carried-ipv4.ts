import type { Interval } from './interval.ts';
import { parseIpv6 } from './ipv6.ts';

/**
 * The IPv4 address that an IPv6 address carries (mapped, translated, NAT64, 6to4 or Teredo), or null. Such an answer of a name
 * means the IPv4 machine behind it, so that is denied with the name.
 */
export function carriedIpv4(address: bigint): Interval | null {
  const found = wrappings.find(
    ({ prefix, bits }) => address >> BigInt(128 - bits) === prefix >> BigInt(128 - bits),
  );
  if (found === undefined) return null;
  const value = Number((address >> found.shift) & 0xffff_ffffn);
  const lo = found.inverted ? 0xffff_ffff - value : value;
  return { family: 4, lo, hi: lo };
}

interface Wrapping {
  readonly prefix: bigint;
  readonly bits: number;
  /** Where the lowest bit of the IPv4 address lies. */
  readonly shift: bigint;
  readonly inverted: boolean;
}

function wrapping(text: string, bits: number, shift = 0n, inverted = false): Wrapping {
  const prefix = parseIpv6(text);
  if (prefix === null) throw new Error(`not an IPv6 address: ${text}`);
  return { prefix, bits, shift, inverted };
}

/** RFC 4291 §2.5.5, RFC 2765 §2.1, RFC 6052 §2.1, RFC 8215, RFC 3056 §2 and RFC 4380 §4. */
const wrappings: readonly Wrapping[] = [
  wrapping('::', 96),
  wrapping('::ffff:0:0', 96),
  wrapping('::ffff:0:0:0', 96),
  wrapping('64:ff9b::', 96),
  wrapping('64:ff9b:1::', 48),
  wrapping('2002::', 16, 80n),
  wrapping('2001::', 32, 0n, true),
];
