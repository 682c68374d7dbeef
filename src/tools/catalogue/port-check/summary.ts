import { fitListing } from '../../../output/fit.ts';
import { addressRanges } from '../../../output/ranges.ts';
import type { PortCheckResult } from './result.ts';

const mostCharacters = 4000;

/** Says what a port check found: counts, and each open port with ranges of addresses. */
export function summarisePortCheck({ checks, counts, omitted, ...end }: PortCheckResult): string {
  const byPort = new Map<number, string[]>();
  for (const { port, address, state } of checks) {
    if (state === 'open') byPort.set(port, [...(byPort.get(port) ?? []), address]);
  }
  const found = [...byPort]
    .toSorted(([a], [b]) => a - b)
    .map(([port, addresses]) => `${port}/tcp (${addressRanges(addresses)})`);
  return fitListing(
    [`${counts.open} open, ${counts.closed} closed, ${counts.filtered} filtered.`],
    found.length === 0 ? '' : `Open: ${found.join('; ')}.`,
    [omitted === 0 ? '' : `Counted but not listed: ${omitted} checks.`, endOf(end)],
    mostCharacters,
  );
}

function endOf({ damaged, partial }: Pick<PortCheckResult, 'damaged' | 'partial'>): string {
  if (damaged)
    return 'Partial: its report was cut, so the counts are too low; check fewer ports or hosts in one call.';
  return partial ? 'Partial: it was stopped before its last check.' : '';
}
