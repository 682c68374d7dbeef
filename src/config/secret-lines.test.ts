import { expect, test } from 'vitest';
import { secretLines } from './secret-lines.ts';

test('lines are secret from a suspicious key to the next key in the first column', () => {
  const lines = [
    'version: 1',
    'auth:',
    '  other: x',
    'server:',
    '  port: 1',
    '  tokn: x',
    '    y',
    '  z',
    'tool:',
    '  a: 1',
  ];
  expect(secretLines(lines)).toEqual([false, true, true, false, false, true, true, true, false, false]);
});

test('a hostile line is judged in linear time', () => {
  const before = performance.now();
  secretLines(['tok'.repeat(300_000), `key${' '.repeat(900_000)}`]);
  expect(performance.now() - before).toBeLessThan(1000);
});
