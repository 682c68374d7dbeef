import { fitListing } from '../../../output/fit.ts';
import { addressRanges } from '../../../output/ranges.ts';
import type { MasscanResult } from './result.ts';

const mostCharacters = 4000;

/** Says what masscan found: counts, and each open port with ranges of addresses. */
export function summariseMasscan({ open, counts, omitted, partial }: MasscanResult): string {
  const groups = new Map<string, string[]>();
  for (const { port, protocol, address } of open) {
    const label = `${port}/${protocol}`;
    const addresses = groups.get(label);
    if (addresses === undefined) groups.set(label, [address]);
    else addresses.push(address);
  }
  const found = [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([label, addresses]) => `${label}${times(addresses.length)} (${addressRanges(addresses)})`);
  return fitListing(
    [`${counts.open} open on ${counts.hosts} ${counts.hosts === 1 ? 'host' : 'hosts'}.`],
    found.length === 0 ? '' : `Open: ${found.join('; ')}.`,
    [
      omitted === 0 ? '' : `Counted but not listed: ${omitted} ports.`,
      partial ? 'Partial: it was stopped before its end, or its report was cut.' : '',
    ],
    mostCharacters,
  );
}

const times = (count: number): string => (count === 1 ? '' : ` ×${count}`);
