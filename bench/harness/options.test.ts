import { expect, it } from 'vitest';
import { readOptions } from './options.ts';

const known = ['spawn', 'call', 'scope'];

it('runs every suite quickly where nothing is asked for', () => {
  expect(readOptions([], known)).toEqual({ effort: 'quick', suites: known, json: null });
});

it('takes suites in the order of the bench, and a file for the report', () => {
  const options = readOptions(['--full', '--only', 'scope,spawn', '--json', 'a.json'], known);
  expect(options).toEqual({ effort: 'full', suites: ['spawn', 'scope'], json: 'a.json' });
});

it.each([
  [['--only', 'spwan'], 'no suite "spwan". Suites: spawn, call, scope.'],
  [['--quick', '--full'], 'one of --quick and --full'],
  [['--fast'], "'--fast'"],
])('refuses %j', (args, message) => {
  expect(() => readOptions(args, known)).toThrow(message);
});
