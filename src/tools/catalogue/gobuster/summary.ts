import type { GobusterResult } from './result.ts';

/** Says what a word list found: counts by status, and nothing that a target wrote. */
export function summariseGobuster({ found, count, errors, stopped, partial }: GobusterResult): string {
  const byStatus = new Map<number, number>();
  for (const { status } of found) if (status !== null) byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
  const statuses = [...byStatus]
    .toSorted(([a], [b]) => a - b)
    .map(([status, times]) => `${status} ×${times}`);
  return [
    `${count} found${statuses.length === 0 ? '' : ` (${statuses.join(', ')})`}.`,
    count > found.length ? `Counted but not listed: ${count - found.length}.` : '',
    stopped === null ? '' : whyStopped(stopped),
    errors === 0 ? '' : `${errors} requests failed; their words may be there all the same.`,
    partial ? 'Partial: it was stopped before its last word.' : '',
  ]
    .filter((said) => said !== '')
    .join(' ');
}

function whyStopped({ reason, status, size }: NonNullable<GobusterResult['stopped']>): string {
  switch (reason) {
    case 'unreachable':
      return 'The host refused the connection or did not answer.';
    case 'no_dns_answer':
      return 'The DNS server did not answer.';
    case 'every_word_answers':
      return status === null
        ? 'Stopped: every name has the same answer.'
        : `Stopped: a path that cannot exist is answered too, with ${status} and ${size} bytes; --exclude-length ${size} in extra_args goes on.`;
  }
}
