import { parseAddress } from '../scope/address.ts';
import { setCovers, type IntervalSet } from '../scope/interval-set.ts';
import type { Comparison } from './change.ts';

/** A comparison with the changes of some addresses alone; what was not compared stays as it is. */
export const within = (comparison: Comparison, addresses: IntervalSet): Comparison => ({
  ...comparison,
  changes: comparison.changes.filter(({ address }) => isAmong(address, addresses)),
});

/** Whether a text is one of these addresses. */
export function isAmong(address: string, addresses: IntervalSet): boolean {
  const interval = parseAddress(address);
  return interval !== null && setCovers(addresses, interval);
}
