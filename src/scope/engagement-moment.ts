import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Milliseconds of a day of UTC. */
export const dayMs = 86_400_000;

/**
 * Reads `2026-12-01T08:00:00+01:00`, or a day such as `2026-12-01`, which is one of UTC: its start, or as an end the start of
 * the next day, since it is the last day that counts. Gives milliseconds since the Unix epoch, or a sentence's predicate.
 */
export function readMoment(text: string, edge: 'start' | 'end'): Result<number, string> {
  const day = dayOf(text.slice(0, 10));
  if (day === null) return err(`is ${quote(text)}, and there is no such day in the calendar`);
  if (text.length === 10) return ok(edge === 'start' ? day : day + dayMs);
  const [, hour, minute, second = '0', offset = ''] = timeOfDay.exec(text.slice(10)) ?? [];
  if (hour === undefined || minute === undefined) return err(`is ${quote(text)}; write ${momentForm}`);
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return ok(day + seconds * 1000 - offsetMs(offset));
}

/** Writes a moment in UTC, to the second. */
export const formatUtc = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const timeOfDay = /^T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?(Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)$/;

const momentForm = 'a moment such as "2026-12-01T08:00:00+01:00", or a day such as "2026-12-01"';

/** The start of a day, or null: a month has no 31st because a date library would roll it over. */
function dayOf(text: string): number | null {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(ms) || !formatUtc(ms).startsWith(text) ? null : ms;
}

function offsetMs(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4));
  return (text.startsWith('-') ? -minutes : minutes) * 60_000;
}
