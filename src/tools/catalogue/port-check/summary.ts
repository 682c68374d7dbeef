import { fit } from '../../../output/fit.ts';
import { addressRanges } from '../../../output/ranges.ts';
import type { PortCheckResult } from './result.ts';

const mostCharacters = 4000;

/** Says what a port check found: counts, and each open port with ranges of addresses. */
export function summarisePortCheck({ checks, counts, partial }: PortCheckResult): string {
  const byPort = new Map<number, string[]>();
  for (const { port, address, state } of checks) {
    if (state === 'open') byPort.set(port, [...(byPort.get(port) ?? []), address]);
  }
  const found = [...byPort]
    .toSorted(([a], [b]) => a - b)
    .map(([port, addresses]) => `${port}/tcp (${addressRanges(addresses)})`);
  const sentences = [
    `${counts.open} open, ${counts.closed} closed, ${counts.filtered} filtered.`,
    found.length === 0 ? '' : `Open: ${found.join('; ')}.`,
    partial ? 'Partial: it was stopped before its last check.' : '',
  ];
  return fit(sentences.filter((sentence) => sentence !== '').join(' '), mostCharacters);
}
