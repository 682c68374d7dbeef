import { expect, test } from 'vitest';
import { loadOrSound } from '../../config/load.ts';
import { errorsOfMeaning } from './errors-of-meaning.ts';

/** The paths and places of what is wrong with the meaning of a file. */
function meaningOf(...lines: readonly string[]): readonly string[] {
  const file = { path: 'c.yaml', text: ['version: 1', ...lines].join('\n') };
  const sound = loadOrSound({ file, env: {}, flags: [] }).sound;
  return sound === null
    ? ['nothing left']
    : errorsOfMeaning(sound).map(({ path, place }) => `${path} ${place}`);
}

test('what settings mean is judged beside others that are of the wrong form', () => {
  expect(
    meaningOf(
      'scope:',
      '  alow: [10.0.0.0/8]',
      '  deny: [10.0.0.0/33]',
      'engagement:',
      '  id: 5',
      '  windows: [mon]',
      'limits: 7',
    ),
  ).toEqual(['scope.deny[0] c.yaml:4:10', 'engagement.windows[0] c.yaml:7:13']);
});

test('what may follow from a setting that could not be read is not told', () => {
  const network = '  allow: [203.0.113.0/24]';
  expect(meaningOf('scope:', network)).toEqual(['scope.allow[0] c.yaml:3:11']);
  expect(meaningOf('scope:', network, '  allow_public: yes please')).toEqual([]);
  expect(meaningOf('engagement:', '  not_before: 2027-02-01', '  not_after: [2027-01-01]')).toEqual([]);
});

test('a sound configuration means nothing wrong, and no configuration means nothing', () => {
  expect(meaningOf('scope:', '  allow: [10.0.0.0/8]')).toEqual([]);
  expect(meaningOf('scope: {deny: [10.0.0.0/33]', '- broken')).toEqual([]);
});

test('a pool of connections to a file of SQLite is refused, its default is not', () => {
  expect(meaningOf('database:', '  pool_size: 10', '  max_overflow: 5', '  pool_timeout: 30')).toEqual([
    'database.max_overflow c.yaml:4:17',
  ]);
  expect(meaningOf('database:', '  pool_recycle: 60')).toEqual(['database.pool_recycle c.yaml:3:17']);
});
