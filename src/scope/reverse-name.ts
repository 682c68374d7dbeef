import type { Interval } from './interval.ts';
import { formatIpv4 } from './ipv4.ts';

/** The name under which DNS keeps the name of an interval's first address: `5.0.0.10.in-addr.arpa` for 10.0.0.5. */
export function reverseName(interval: Interval): string {
  if (interval.family === 4)
    return `${formatIpv4(interval.lo).split('.').toReversed().join('.')}.in-addr.arpa`;
  return `${Array.from(interval.lo.toString(16).padStart(32, '0')).toReversed().join('.')}.ip6.arpa`;
}
