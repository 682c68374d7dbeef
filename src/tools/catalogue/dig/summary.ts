import type { DigResult } from './result.ts';

/** Says how a DNS question ended: status and counts, no data. */
export function summariseDig({ status, records, omitted, flags }: DigResult): string {
  if (status === 'NO_REPLY') return 'The DNS server did not answer.';
  const counts = new Map<string, number>();
  for (const { section, type } of records) {
    if (section === 'answer') counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  const found = [...counts].map(([type, count]) => `${count} ${type}`).join(', ');
  const authority = flags.includes('aa') ? ' (authoritative)' : '';
  const leftOut = omitted === 0 ? '' : ` Left out: ${omitted} records.`;
  return `${status}${authority}: ${found === '' ? 'no records in the answer' : `${found} in the answer`}.${leftOut}`;
}
