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

test('a key of the schema that holds no secret hides nothing, spelled exactly and as a key alone', () => {
  const lines = ['engagement:', '  authorised_by: Ada', '  "public_key_file" : a.pub', '  windows: [x]'];
  expect(secretLines(lines)).toEqual([false, false, false, false]);
  for (const line of [
    '  authorized_by: x',
    '  authorised_by_token: x',
    '  authorised_by: { token: x }',
    '  x.authorised_by: x',
    '  authorised_by',
    '  keyfile: x',
    'url: postgres://x',
  ])
    expect(secretLines(['a:', line, '  windows: [x]']), line).toEqual([false, true, true]);
});

test('a hostile line is judged in linear time', () => {
  const before = performance.now();
  secretLines(['tok', 'authorised_by'].map((word) => word.repeat(300_000)));
  secretLines([`key${' '.repeat(900_000)}`, `authorised_by${' '.repeat(900_000)}`]);
  expect(performance.now() - before).toBeLessThan(1000);
});
