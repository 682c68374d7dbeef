import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleEngagement } from './fixtures/sample-engagement.ts';

const minuteMs = 60_000;
const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface Written {
  readonly days: readonly number[];
  readonly from: number;
  readonly to: number;
  readonly zone: string;
}

/** Reads the clock of a zone, minute by minute: slow, and as a person would. */
function oracle(windows: readonly Written[]): (ms: number) => boolean {
  const clocks = windows.map(
    ({ zone }) =>
      new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      }),
  );
  return (ms) =>
    windows.some(({ days, from, to }, at) => {
      const parts = new Map(clocks[at]?.formatToParts(ms).map(({ type, value }) => [type, value]));
      const today = names.indexOf(parts.get('weekday') ?? '');
      const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
      if (from < to) return days.includes(today) && minute >= from && minute < to;
      return (days.includes(today) && minute >= from) || (days.includes((today + 6) % 7) && minute < to);
    });
}

const time = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const write = ({ days, from, to, zone }: Written): string =>
  `${days.map((day) => names[day]).join(',')} ${time(from)}-${time(to)} ${zone}`;

const minute = fc.oneof(fc.constantFrom(0, 60, 90, 120, 150, 180, 1380), fc.integer({ min: 0, max: 1439 }));
const written: fc.Arbitrary<Written> = fc
  .record({
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 4 }),
    from: minute,
    to: fc.oneof(minute, fc.constant(1440)),
    zone: fc.constantFrom(
      'Europe/Berlin',
      'Pacific/Apia',
      'Asia/Kolkata',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'UTC',
    ),
  })
  .filter(({ from, to }) => from !== to);

/** Days on which clocks change somewhere, and one on which Samoa left out a Friday. */
const begin = fc
  .constantFrom(
    '2026-03-07',
    '2026-03-28',
    '2026-04-04',
    '2026-10-03',
    '2026-10-24',
    '2026-10-31',
    '2026-12-30',
    '2026-02-14',
    '2011-12-29',
  )
  .chain((day) =>
    fc.integer({ min: 0, max: 1440 }).map((offset) => Date.parse(`${day}T00:00Z`) + offset * minuteMs),
  );

describe('weekly windows', () => {
  test('are open whenever the clock of their zone says so, however it is changed', () => {
    fc.assert(
      fc.property(fc.array(written, { minLength: 1, maxLength: 3 }), begin, (windows, start) => {
        const isOpen = oracle(windows);
        const { admits } = sampleEngagement({ windows: windows.map(write) });
        const open = Array.from({ length: 2160 }, (_, at) => isOpen(start + at * minuteMs));
        for (let at = 0; at < open.length; at += 1) {
          const now = start + at * minuteMs;
          const said = admits(now);
          expect([now, said.ok]).toEqual([now, open[at]]);
          const change = open.indexOf(!open[at], at);
          if (change === -1) continue;
          const left = (change - at) * minuteMs;
          expect(said.ok ? said.value.closesInMs : (said.error.retryAfterSec ?? 0) * 1000).toBe(left);
        }
      }),
      { numRuns: 12 },
    );
  }, 60_000);

  test.each([
    ['an hour earlier once summer time begins', '2026-03-27T07:00:00Z', '2026-03-30T06:00:00Z'],
    ['an hour later once it ends', '2026-10-23T06:00:00Z', '2026-10-26T07:00:00Z'],
  ])('of Berlin open %s', (_story, before, after) => {
    const { admits } = sampleEngagement({ windows: ['mon-fri 08:00-20:00 Europe/Berlin'] });
    for (const opens of [before, after]) {
      expect(admits(Date.parse(opens) - 1).ok).toBe(false);
      expect(admits(Date.parse(opens))).toEqual({ ok: true, value: { closesInMs: 12 * 60 * minuteMs } });
    }
  });

  test('that hold the hour which is lived twice last an hour longer', () => {
    const { admits } = sampleEngagement({ windows: ['sat 22:00-06:00 Europe/Berlin'] });
    expect(admits(Date.parse('2026-10-24T20:00Z'))).toMatchObject({ value: { closesInMs: 9 * 3_600_000 } });
    expect(admits(Date.parse('2026-03-28T21:00Z'))).toMatchObject({ value: { closesInMs: 7 * 3_600_000 } });
  });

  test('that lie in the hour which is left out do not open that day', () => {
    const { admits } = sampleEngagement({ windows: ['sun 02:00-03:00 Europe/Berlin'] });
    const closed = admits(Date.parse('2026-03-29T01:00Z'));
    expect(closed.ok ? null : closed.error.retryAfterSec).toBe(7 * 86_400 - 3600);
  });

  test('that leave no minute out never close', () => {
    const { admits } = sampleEngagement({ windows: ['daily 00:00-24:00 Asia/Kolkata'] });
    expect(admits(Date.parse('2026-06-01T12:00Z'))).toEqual({ ok: true, value: { closesInMs: null } });
  });

  test('cost a call microseconds', () => {
    const { admits } = sampleEngagement({
      windows: ['mon-fri 08:00-20:00 Europe/Berlin', 'daily 22:00-04:00 Pacific/Apia'],
    });
    const start = Date.parse('2026-06-01T12:00Z');
    admits(start);
    const began = performance.now();
    for (let at = 0; at < 10_000; at += 1) admits(start + at);
    expect((performance.now() - began) / 10_000).toBeLessThan(0.05);
  });
});
