import { formatUtc } from './engagement-moment.ts';
import type { Engagement } from './engagement.ts';

/** How an engagement stands at a moment, for answers that explain: what starts nothing is not refused, but must not mislead. */
export interface Standing {
  /** False where every call that starts something would be refused. */
  readonly open: boolean;
  /** `open`, `open until …`, `closed until …` or `over since …`; moments are in UTC. */
  readonly words: string;
}

/** Tells how an engagement stands at `wallMs`, in milliseconds since the Unix epoch. */
export function standingOf({ admits, notAfter }: Engagement, wallMs: number): Standing {
  const admitted = admits(wallMs);
  if (admitted.ok) {
    const { closesInMs } = admitted.value;
    return {
      open: true,
      words: closesInMs === null ? 'open' : `open until ${formatUtc(wallMs + closesInMs)}`,
    };
  }
  const { retryAfterSec } = admitted.error;
  if (retryAfterSec !== null)
    return { open: false, words: `closed until ${formatUtc(wallMs + retryAfterSec * 1000)}` };
  if (notAfter !== null && wallMs >= notAfter)
    return { open: false, words: `over since ${formatUtc(notAfter)}` };
  return { open: false, words: 'over: no window of it opens before it ends' };
}
