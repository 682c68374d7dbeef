/** The civil time of a time zone. */
export interface ZoneClock {
  /** What its clocks are ahead of UTC at a moment, milliseconds. */
  readonly offsetAt: (ms: number) => number;
  /** The parts of a time in which the offset does not change, in order. */
  readonly spans: (from: number, to: number) => readonly Span[];
  /** A moment as its clocks show it: `Mon 2026-11-23 08:00 Europe/Berlin`. */
  readonly format: (ms: number) => string;
}

/** From `from` until before `to`. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** The clock of a zone of the IANA database, or null where there is no such zone. */
export function zoneClock(zone: string): ZoneClock | null {
  const format = formatOf(zone);
  if (format === null) return null;
  const offsetAt = (ms: number): number => {
    const second = Math.floor(ms / 1000) * 1000;
    const part = Object.fromEntries(
      format.formatToParts(second).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: ofMinute = 0 } = part;
    return Date.UTC(year, month - 1, day, hour, minute, ofMinute) - second;
  };
  return {
    offsetAt,
    spans: (from, to) => spansOf(offsetAt, from, to),
    format: (ms) => {
      const local = new Date(ms + offsetAt(ms));
      return `${weekdays[local.getUTCDay()]} ${local.toISOString().slice(0, 16).replace('T', ' ')} ${zone}`;
    },
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  // Intl also takes offsets such as +02:00, which know no daylight saving.
  if (!/^[A-Za-z][A-Za-z0-9+_/-]*$/.test(zone)) return null;
  try {
    return new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** Clocks are never changed twice within half a day. */
const stepMs = 12 * 3_600_000;

function spansOf(offsetAt: ZoneClock['offsetAt'], from: number, to: number): readonly Span[] {
  const spans: Span[] = [];
  let begin = from;
  let offset = offsetAt(from);
  for (let at = from; at < to; at += stepMs) {
    const next = Math.min(at + stepMs, to);
    const then = offsetAt(next);
    if (then === offset) continue;
    const change = firstMoment(at, next, (ms) => offsetAt(ms) === then);
    spans.push({ from: begin, to: change, offset });
    [begin, offset] = [change, then];
  }
  return begin < to ? [...spans, { from: begin, to, offset }] : spans;
}

/** The first moment after `no` that holds, where `yes` does. */
function firstMoment(no: number, yes: number, holds: (ms: number) => boolean): number {
  let [low, high] = [no, yes];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
