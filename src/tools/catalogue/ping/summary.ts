import { addressRanges } from '../../../output/ranges.ts';
import type { PingResult } from './result.ts';

/** Says how many requests were answered, how fast, and who else said something. */
export function summarisePing({ sent, received, duplicates, rtt_ms, errors, ...rest }: PingResult): string {
  const lost = received < sent ? ` (${rest.loss_percent} % lost)` : '';
  return [
    `${received} of ${sent} requests were answered${lost}.`,
    rtt_ms === null ? '' : `Round trip ${rtt_ms.min}/${rtt_ms.avg}/${rtt_ms.max} ms (min/avg/max).`,
    duplicates === 0 ? '' : `${duplicates} came twice.`,
    errors.length === 0 ? '' : `Errors from ${addressRanges(errors.map(({ from }) => from))}.`,
    rest.partial ? 'Partial: it was stopped before its last request.' : '',
  ]
    .filter((said) => said !== '')
    .join(' ');
}
