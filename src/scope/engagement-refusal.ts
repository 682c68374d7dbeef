import { failure, type Failure, type RuleRef } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import type { OpeningHours } from './engagement-hours.ts';
import { formatUtc } from './engagement-moment.ts';
import type { ZoneClock } from './engagement-zone.ts';

/** What an engagement says about time, with the place of each rule. */
export interface Terms {
  readonly id: string;
  readonly contact: string;
  readonly notBefore: Limit | null;
  readonly notAfter: Limit | null;
  readonly windows: RuleRef;
  /** The clock that moments are shown by beside UTC: that of the first window. */
  readonly clock: ZoneClock | null;
  /** Null where there are no windows. */
  readonly hours: OpeningHours | null;
}

interface Limit {
  readonly ms: number;
  readonly rule: RuleRef;
}

/** Refuses a moment outside of an engagement: what closed it, when that was, and when it opens again, if ever. */
export function refuseOutside(terms: Terms, wallMs: number): Failure {
  const { notBefore, notAfter } = terms;
  const name = terms.id === '' ? 'The engagement' : `The engagement ${quote(terms.id)}`;
  const shown = (ms: number): string => show(terms, ms);
  if (notAfter !== null && wallMs >= notAfter.ms) {
    return refusal(`${name} ended at ${shown(notAfter.ms)}.`, notAfter.rule, never(terms));
  }
  const early = notBefore !== null && wallMs < notBefore.ms ? notBefore : null;
  const rule = early?.rule ?? terms.windows;
  const why = early === null ? `${name} is closed now, at ${shown(wallMs)}` : `${name} has not begun`;
  const opens = nextOpening(terms, early?.ms ?? wallMs);
  if (opens === null) return refusal(`${why}, and no window of it opens before it ends.`, rule, never(terms));
  return refusal(`${why}; it opens at ${shown(opens)}.`, rule, {
    retryAfterSec: Math.ceil((opens - wallMs) / 1000),
    next: [`Make the same call again after ${formatUtc(opens)}.`],
  });
}

/** The first moment from `from` on that is inside, or null. */
function nextOpening({ hours, notAfter }: Terms, from: number): number | null {
  const opening = hours === null ? { from } : hours.openingAt(from);
  const opens = opening === null ? Infinity : Math.max(opening.from, from);
  return opens < (notAfter?.ms ?? Infinity) ? opens : null;
}

interface WayOut {
  readonly retryAfterSec: number | null;
  readonly next: readonly string[];
}

const never = ({ contact }: Terms): WayOut => ({
  retryAfterSec: null,
  next: [
    `Do not repeat the call: it will always be refused until a person with authority renews the engagement${contact === '' ? '' : ` (contact: ${quote(contact)})`}.`,
  ],
});

const refusal = (message: string, rule: RuleRef, wayOut: WayOut): Failure =>
  failure('scope.expired', `${message} Nothing was sent.`, { rule, ...wayOut });

const show = ({ clock }: Terms, ms: number): string =>
  clock === null ? formatUtc(ms) : `${clock.format(ms)} (${formatUtc(ms)})`;
