import { describe, expect, test } from 'vitest';
import { engagementErrors, sampleEngagement } from './fixtures/sample-engagement.ts';

const at = (text: string): number => Date.parse(text);

describe('an engagement', () => {
  test('that says nothing about time holds at any time', () => {
    expect(sampleEngagement({ id: 'LAB-42' })).toMatchObject({
      id: 'LAB-42',
      notBefore: null,
      notAfter: null,
      windows: [],
    });
    expect(sampleEngagement({}).id).toBeNull();
    expect(sampleEngagement({}).admits(0)).toEqual({ ok: true, value: { closesInMs: null } });
  });

  test('holds from its first moment until before its end, and a day is one of UTC, whole', () => {
    const { admits } = sampleEngagement({ notBefore: '2026-12-01T08:00:00+01:00', notAfter: '2026-12-02' });
    expect(admits(at('2026-12-01T06:59:59.999Z')).ok).toBe(false);
    expect(admits(at('2026-12-01T07:00:00Z')).ok).toBe(true);
    expect(admits(at('2026-12-02T23:59:59Z'))).toEqual({ ok: true, value: { closesInMs: 1000 } });
    expect(admits(at('2026-12-03T00:00:00Z')).ok).toBe(false);
    expect(sampleEngagement({ notBefore: '2026-12-01' }).notBefore).toBe(at('2026-12-01T00:00Z'));
  });

  test('that has not begun says when it may be tried, window and all', () => {
    const { admits } = sampleEngagement({
      id: 'LAB-42',
      notBefore: '2026-12-05',
      windows: ['mon-fri 08:00-20:00 Europe/Berlin'],
    });
    const early = admits(at('2026-12-04T12:00:00Z'));
    expect(early).toMatchObject({
      error: {
        code: 'scope.expired',
        message:
          'The engagement "LAB-42" has not begun; it opens at Mon 2026-12-07 08:00 Europe/Berlin (2026-12-07T07:00:00Z). Nothing was sent.',
        rule: { text: 'engagement.not_before = 2026-12-05', at: 'engagement.yaml#not_before' },
        retryAfterSec: (at('2026-12-07T07:00:00Z') - at('2026-12-04T12:00:00Z')) / 1000,
        next: ['Make the same call again after 2026-12-07T07:00:00Z.'],
      },
    });
  });

  test('outside of its windows names them and the next opening, there and in UTC', () => {
    const { admits } = sampleEngagement({ windows: ['mon,wed 22:00-06:00 Asia/Kolkata'] });
    expect(admits(at('2026-11-24T12:00:00Z'))).toMatchObject({
      error: {
        message:
          'The engagement is closed now, at Tue 2026-11-24 17:30 Asia/Kolkata (2026-11-24T12:00:00Z); it opens at Wed 2026-11-25 22:00 Asia/Kolkata (2026-11-25T16:30:00Z). Nothing was sent.',
        rule: {
          text: 'engagement.windows = mon,wed 22:00-06:00 Asia/Kolkata',
          at: 'engagement.yaml#windows',
        },
        retryAfterSec: 28.5 * 3600,
      },
    });
  });

  test('that is over will never admit the call again, and says whom to ask', () => {
    const { admits } = sampleEngagement({ notAfter: '2026-11-20', contact: 'lab@example.org' });
    expect(admits(at('2026-11-21T00:00:00Z'))).toMatchObject({
      error: {
        message: 'The engagement ended at 2026-11-21T00:00:00Z. Nothing was sent.',
        rule: { text: 'engagement.not_after = 2026-11-20', at: 'engagement.yaml#not_after' },
        retryAfterSec: null,
        next: [
          'Do not repeat the call: it will always be refused until a person with authority renews the engagement (contact: "lab@example.org").',
        ],
      },
    });
  });

  test('whose last window has closed is over too, although its end is still to come', () => {
    const { admits } = sampleEngagement({ notAfter: '2026-11-22', windows: ['mon-fri 08:00-20:00 UTC'] });
    const closed = admits(at('2026-11-21T12:00:00Z'));
    expect(closed).toMatchObject({ error: { retryAfterSec: null } });
    expect(closed.ok ? '' : closed.error.message).toContain('no window of it opens before it ends');
  });

  test('closes at its end where that comes before the end of the window', () => {
    const { admits } = sampleEngagement({
      notAfter: '2026-11-24T10:00:00Z',
      windows: ['daily 08:00-20:00 UTC'],
    });
    expect(admits(at('2026-11-24T09:00:00Z'))).toEqual({ ok: true, value: { closesInMs: 3_600_000 } });
  });

  test.each([
    ['monday 08:00-20:00 UTC', 'did you mean "mon"?'],
    ['fri-mon 08:00-20:00 UTC', 'run backwards; write fri,sat,sun,mon'],
    ['xyz 08:00-20:00 UTC', 'days are mon, tue, wed, thu, fri, sat, sun and daily'],
    ['mon-tue-wed 08:00-20:00 UTC', 'has the day "mon-tue-wed"'],
    ['mon, 08:00-20:00 UTC', 'has the day ""'],
    ['mon 8:00-20:00 UTC', 'did you mean "08:00"?'],
    ['mon 08:00-24:30 UTC', 'has the time "24:30"; write 00:00 to 23:59, or 24:00 as an end'],
    ['mon 24:00-06:00 UTC', 'has the time "24:00"'],
    ['mon 08:00 UTC', 'has the times "08:00"; write them as 08:00-20:00'],
    ['mon 08:00-08:00 UTC', 'the whole day is 00:00-24:00'],
    ['mon 08:00-20:00 Europe/Berlim', 'did you mean "Europe/Berlin"?'],
    ['mon 08:00-20:00 +02:00', 'has the time zone "+02:00", which is not known'],
    ['mon 08:00-20:00', 'write days, times and a time zone'],
    ['mon 08:00-20:00  UTC', 'with one space between them'],
    ['08:00-20:00 mon UTC', 'days come first'],
  ])('does not take the window %j', (window, why) => {
    const [error] = engagementErrors({ windows: ['daily 00:00-24:00 UTC', window] });
    expect(error).toMatchObject({
      code: 'config.invalid',
      field: 'engagement.windows[1]',
      rule: { at: 'engagement.yaml#windows[1]' },
    });
    expect(error?.message).toContain(why);
  });

  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-12-01T24:00Z',
    '2026-12-01T08:00',
    '2026-12-01T08:00:00+14:30',
    '2026-12-01T08:00:60Z',
    '1 December',
  ])('does not take the moment %j', (text) => {
    expect(engagementErrors({ notAfter: text })).toMatchObject([
      { code: 'config.invalid', field: 'engagement.not_after' },
    ]);
  });

  test('that would end before it begins is an error, and all errors are told at once', () => {
    const errors = engagementErrors({ notBefore: '2026-12-02', notAfter: '2026-12-01', windows: ['x'] });
    expect(errors.map(({ field }) => field)).toEqual(['engagement.not_after', 'engagement.windows[0]']);
    expect(
      engagementErrors({ windows: Array.from({ length: 65 }, () => 'daily 00:00-24:00 UTC') }),
    ).toHaveLength(1);
  });
});
