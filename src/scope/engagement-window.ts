import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { zoneClock, type ZoneClock } from './engagement-zone.ts';

/** A weekly window: open whenever the clocks of its zone show one of its days and times. */
export interface WeeklyWindow {
  /** As it is shown: `mon-fri 08:00-20:00 Europe/Berlin`. */
  readonly text: string;
  /** The days on which it opens; Monday is 0. */
  readonly days: readonly number[];
  /** Minutes after midnight. */
  readonly from: number;
  /** The first minute that is outside, at most 1440; where it is not after `from`, it is one of the next day. */
  readonly to: number;
  readonly clock: ZoneClock;
}

/** Reads a window, strictly; the error is the predicate of a sentence, with the way out. */
export function readWindow(text: string): Result<WeeklyWindow, string> {
  const [dayWord, hours, zone, ...more] = text.split(' ');
  if (dayWord === undefined || hours === undefined || zone === undefined || more.length > 0)
    return err(
      `is ${quote(text)}; write days, times and a time zone with one space between them: ${example}`,
    );
  if (/^\d/.test(dayWord))
    return err(`is ${quote(text)}; days come first, then times, then the zone: ${example}`);
  const days = readDays(dayWord.toLowerCase());
  if (!days.ok) return days;
  const [, begin, end] = /^([^-]*)-([^-]*)$/.exec(hours) ?? [];
  if (begin === undefined || end === undefined)
    return err(`has the times ${quote(hours)}; write them as 08:00-20:00`);
  const from = readTime(begin, 1439);
  if (!from.ok) return from;
  const to = readTime(end, 1440);
  if (!to.ok) return to;
  if (from.value === to.value)
    return err(`has the times ${quote(hours)}, which hold no time; the whole day is 00:00-24:00`);
  const clock = zoneClock(zone);
  if (clock === null) return err(unknownZone(zone));
  return ok({
    text: `${dayWord.toLowerCase()} ${hours} ${zone}`,
    days: days.value,
    from: from.value,
    to: to.value,
    clock,
  });
}

const example = '"mon-fri 08:00-20:00 Europe/Berlin"';
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

function readDays(word: string): Result<readonly number[], string> {
  if (word === 'daily') return ok([0, 1, 2, 3, 4, 5, 6]);
  const days = new Set<number>();
  for (const part of word.split(',')) {
    const [first = '', last = first, ...more] = part.split('-');
    const [from, to] = [weekdays.indexOf(first), weekdays.indexOf(last)];
    const unknown = from === -1 ? first : last;
    if (more.length > 0 || from === -1 || to === -1) return err(unknownDay(more.length > 0 ? part : unknown));
    if (from > to) {
      const meant = [...weekdays.slice(from), ...weekdays.slice(0, to + 1)].join(',');
      return err(`has the days ${quote(part)}, which run backwards; write ${meant}`);
    }
    for (let day = from; day <= to; day += 1) days.add(day);
  }
  return ok([...days].toSorted((a, b) => a - b));
}

function unknownDay(word: string): string {
  const near = nearest(word.slice(0, 3), weekdays);
  const hint = near === null ? `days are ${weekdays.join(', ')} and daily` : `did you mean "${near}"?`;
  return `has the day ${quote(word)}; ${hint}`;
}

/** Minutes after midnight. */
function readTime(text: string, most: number): Result<number, string> {
  const [, hour, minute] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (minutes <= most) return ok(minutes);
  const meant = /^\d:[0-5]\d$/.test(text)
    ? `did you mean "0${text}"?`
    : 'write 00:00 to 23:59, or 24:00 as an end';
  return err(`has the time ${quote(text)}; ${meant}`);
}

function unknownZone(zone: string): string {
  const near = nearest(zone, ['UTC', ...Intl.supportedValuesOf('timeZone')]);
  const hint = near === null ? 'name one as Europe/Berlin or UTC is' : `did you mean "${near}"?`;
  return `has the time zone ${quote(zone)}, which is not known; ${hint}`;
}
