import { expect, test } from 'vitest';
import { durationSec } from './duration.ts';

test.each([
  ['90', 90],
  ['90s', 90],
  ['10m', 600],
  ['2h', 7200],
  ['7d', 604_800],
  ['365d', 31_536_000],
])('%s is %d seconds', (text, seconds) => {
  expect(durationSec(text)).toBe(seconds);
});

test.each(['', '0', '-1', '1.5h', 'm', '10 m', '10w', '366d', '1e3', '99999999999'])('%j is none', (text) => {
  expect(() => durationSec(text)).toThrow('a duration such as');
});
