import type { SnmpwalkResult } from './result.ts';

/** Says what a walk found: counts of rows by type, and how it ended; no value. */
export function summariseSnmpwalk({ rows, omitted, ended, damaged }: SnmpwalkResult): string {
  const counts = new Map<string, number>();
  for (const { type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1);
  const parts = [...counts].toSorted(([, a], [, b]) => b - a).map(([type, count]) => `${count} ${type}`);
  const found =
    rows.length > 0
      ? `${rows.length} row${rows.length === 1 ? '' : 's'}: ${parts.join(', ')}.`
      : ended === 'complete'
        ? 'No rows: the agent has nothing below this object identifier.'
        : '';
  const leftOut = omitted === 0 ? '' : `Left out: ${omitted} rows.`;
  const cut = damaged ? 'Partial: the output was cut or could not be followed.' : '';
  return [found, leftOut, endWords[ended], cut].filter((said) => said !== '').join(' ');
}

const endWords = {
  complete: '',
  no_reply: 'No reply: nothing listens there, or the community or the version is another.',
  agent_error: 'The agent answered with an error.',
  looping: 'Partial: the agent did not move on, so the walk was ended.',
  stopped: 'Partial: it was stopped before its end.',
} as const;
