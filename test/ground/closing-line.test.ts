import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { expect, test } from 'vitest';

test.each([
  { what: 'all green', files: ['green'], line: '1 passed, 0 failed', status: 0 },
  { what: 'failed and skipped tests', files: ['mixed'], line: '2 passed, 1 failed, 1 skipped', status: 1 },
  {
    what: 'a file that cannot be loaded is a failure',
    files: ['broken', 'green'],
    line: '1 passed, 1 failed',
    status: 1,
  },
])('the last line counts: $what', ({ files, line, status }) => {
  const run = runSamples(files);
  expect(run.stdout.split('\n').slice(-2)).toEqual([line, '']);
  expect(run.status).toBe(status);
});

test('a test that needed a second try is named', () => {
  const { stdout } = runSamples(['second-try']);
  expect(stdout.split('\n').slice(-3)).toEqual([
    'passed at the second try: second-try.sample.ts > passes later',
    '1 passed, 0 failed',
    '',
  ]);
});

function runSamples(files: readonly string[]): SpawnSyncReturns<string> {
  const config = 'test/ground/fixtures/closing-line/vitest.config.ts';
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...files];
  return spawnSync(process.execPath, words, { encoding: 'utf8' });
}
