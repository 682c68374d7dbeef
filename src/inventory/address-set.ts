import { parseAddress } from '../scope/address.ts';
import { formatInterval } from '../scope/format-interval.ts';
import { subtract } from '../scope/interval-algebra.ts';
import { intervalSet, runsOf, type IntervalSet } from '../scope/interval-set.ts';
import { sizeOf, type Interval } from '../scope/interval.ts';
import { readTarget } from '../scope/target.ts';

/** The addresses of texts such as `10.0.0.0/24`, `10.0.0.1-9` and `fd00::1`; a text that is none of these adds none. */
export const addressSet = (texts: readonly string[]): IntervalSet =>
  intervalSet(texts.flatMap((text) => intervalOf(text) ?? []));

/** An address, block or range as an interval; null where a text is none. */
function intervalOf(text: string): Interval | null {
  const target = readTarget(text);
  return target === null || target.kind === 'host' ? null : target.interval;
}

/** The addresses of one set that are not in another: how many, and as few texts as they need. */
export function beyond(
  set: IntervalSet,
  other: IntervalSet,
): { readonly count: number; readonly ranges: readonly string[] } {
  const parts = [...runsOf(set, 4), ...runsOf(set, 6)].flatMap((run) => subtract(run, other, Infinity));
  return { count: parts.reduce((sum, part) => sum + sizeOf(part), 0), ranges: parts.map(formatInterval) };
}

/** Addresses in the order of their numbers, each once; what is no address is left out. */
export const inAddressOrder = (addresses: Iterable<string>): readonly string[] =>
  [...new Set(addresses)]
    .flatMap((address) => {
      const interval = parseAddress(address);
      return interval === null ? [] : [{ address, interval }];
    })
    .toSorted((a, b) => byNumber(a.interval, b.interval))
    .map(({ address }) => address);

function byNumber(a: Interval, b: Interval): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.lo < b.lo ? -1 : Number(a.lo > b.lo);
}
