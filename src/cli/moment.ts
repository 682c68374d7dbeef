import { InvalidArgumentError } from '@commander-js/extra-typings';
import { durationSec } from './duration.ts';

/**
 * Reads a moment of the past, as milliseconds since the Unix epoch: so long ago (`90s`, `2h`, `7d`), or a date with or without a time
 * of day (RFC 3339), which is local where no zone is named.
 */
export function momentMs(text: string): number {
  if (/^\d{4}-/.test(text)) {
    const at = isMoment.test(text) ? Date.parse(text.length === 10 ? `${text}T00:00` : text) : Number.NaN;
    if (!Number.isNaN(at)) return at;
  } else if (/^\d+[smhd]$/.test(text)) return Date.now() - durationSec(text) * 1000;
  throw new InvalidArgumentError(
    'It takes a duration such as 90s, 2h or 7d, or a time such as 2026-03-01 or 2026-03-01T14:30Z.',
  );
}

const isMoment = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)?)?$/;
