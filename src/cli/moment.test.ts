import { expect, test } from 'vitest';
import { momentMs } from './moment.ts';

test('a duration is so long ago, a date begins at midnight here, and a zone is heeded', () => {
  expect(Math.abs(Date.now() - 7_200_000 - momentMs('2h'))).toBeLessThan(1000);
  expect(momentMs('2026-03-01')).toBe(new Date(2026, 2, 1).getTime());
  expect(momentMs('2026-03-01T14:30')).toBe(new Date(2026, 2, 1, 14, 30).getTime());
  expect(momentMs('2026-03-01T14:30:15+02:00')).toBe(Date.UTC(2026, 2, 1, 12, 30, 15));
});

test.each(['', 'yesterday', '10', '2026', '2026-13-01', '2026-03-01T25:00Z', '2 h', '2026-03-01 Z', '400d'])(
  '%j is no moment',
  (text) => {
    expect(() => momentMs(text)).toThrow('It takes a duration');
  },
);
