import { err, ok, type Result } from '../kernel/result.ts';
import { readRange } from './address-range.ts';
import { formatFirst, parseAddress } from './address.ts';
import { readBlock } from './block.ts';
import { formatBlock, formatRange } from './format-interval.ts';
import { readHostName } from './host-name.ts';
import { sizeOf, type Interval } from './interval.ts';
import { longestTarget } from './longest-target.ts';
import { targetSlip } from './target-slip.ts';

/** What a caller named, parsed: `text` is our own serialisation, never the caller's bytes. */
export type Target = AddressTarget | HostTarget;

export interface AddressTarget {
  /** What covers a single address is an `address`, however it was written. */
  readonly kind: 'address' | 'block' | 'range';
  /** `10.0.0.1`, `10.0.0.0/24`, `10.0.0.1-9` (one /24), `10.0.0.1-10.0.1.9` or `fd00::1-fd00::9`. */
  readonly text: string;
  readonly interval: Interval;
}

export interface HostTarget {
  readonly kind: 'host';
  /** Lower case, without a trailing dot. */
  readonly text: string;
}

/**
 * Reads an address, a CIDR block, a range or a host name. Only what every program reads in the same way is accepted, and
 * nothing is trimmed or mended; anything else is `input.invalid` with what is wrong about it.
 */
export function parseTarget(text: string, field: string): Result<Target> {
  const target = readTarget(text);
  return target === null ? err(targetSlip(text, field)) : ok(target);
}

/** Reads a target as `parseTarget` does, without a diagnosis: null where it is none. */
export function readTarget(text: string): Target | null {
  if (text.length === 0 || text.length > longestTarget) return null;
  const address = parseAddress(text);
  if (address !== null) return addressTarget('address', address);
  if (text.includes('/')) {
    const block = readBlock(text);
    return block.kind === 'block' ? addressTarget('block', block.interval) : null;
  }
  const range = readRange(text);
  if (range.kind === 'range') return addressTarget('range', range.interval);
  // Digits, dots and hyphens alone are a broken address or range to a person, and a range to nmap: never a name.
  if (/^[0-9.-]+$/.test(text)) return null;
  const host = readHostName(text);
  return host.kind === 'name' ? { kind: 'host', text: host.name } : null;
}

function addressTarget(kind: AddressTarget['kind'], interval: Interval): AddressTarget {
  if (sizeOf(interval) === 1) return { kind: 'address', text: formatFirst(interval), interval };
  return { kind, text: kind === 'block' ? formatBlock(interval) : formatRange(interval), interval };
}
