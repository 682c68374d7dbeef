import { expect, test } from 'vitest';
import { standingOf } from './engagement-standing.ts';
import { anyTime } from './engagement.ts';
import { sampleEngagement } from './fixtures/sample-engagement.ts';

const hours = ['mon-fri 08:00-20:00 UTC'];
const lab = sampleEngagement({ notBefore: '2026-11-02', notAfter: '2026-11-27', windows: hours });

const at = (text: string): string => standingOf(lab, Date.parse(text)).words;

test('an engagement is open until its window closes or it ends, whichever comes first', () => {
  expect(at('2026-11-10T12:00:00Z')).toBe('open until 2026-11-10T20:00:00Z');
  const ends = sampleEngagement({ notAfter: '2026-11-10T13:00:00Z', windows: hours });
  expect(standingOf(ends, Date.parse('2026-11-10T12:00:00Z'))).toEqual({
    open: true,
    words: 'open until 2026-11-10T13:00:00Z',
  });
});

test('one that names no time is open', () => {
  for (const engagement of [anyTime, sampleEngagement({ id: 'LAB-42' })])
    expect(standingOf(engagement, 0)).toEqual({ open: true, words: 'open' });
});

test('one that has not begun, or whose window is closed, is closed until it opens, to the second', () => {
  expect(at('2026-10-01T00:00:00Z')).toBe('closed until 2026-11-02T08:00:00Z');
  expect(at('2026-11-10T20:00:00.001Z')).toBe('closed until 2026-11-11T08:00:00Z');
  expect(standingOf(lab, Date.parse('2026-11-10T21:00:00Z')).open).toBe(false);
});

test('one that never opens again is over, since its end or by its windows', () => {
  expect(at('2026-11-28T00:00:00Z')).toBe('over since 2026-11-28T00:00:00Z');
  expect(at('2030-01-01T00:00:00Z')).toBe('over since 2026-11-28T00:00:00Z');
  expect(at('2026-11-27T20:00:00Z')).toBe('over: no window of it opens before it ends');
});
