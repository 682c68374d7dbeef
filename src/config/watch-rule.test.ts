import { expect, test } from 'vitest';
import { configSchema } from './schema.ts';
import { watchFailures } from './watch-rule.ts';

const failuresOf = (watches: unknown) =>
  watchFailures(configSchema.parse({ watches }), (path) => `cfg.yaml:${path}`, ['nmap', 'ping']).map(
    ({ code, message, rule, next }) => [code, message, rule?.at, ...next].join(' | '),
  );

test('a watch that names a tool, arguments and how often is sound, whatever it is compared with', () => {
  expect(failuresOf({})).toEqual([]);
  expect(failuresOf({ lab: { tool: 'nmap', arguments: '{"target":"10.0.0.5"}', every: '6h' } })).toEqual([]);
  expect(failuresOf({ lab: { tool: 'ping', every: '90s', baseline: 'march', notify: 'never' } })).toEqual([]);
});

test.each([
  [{ every: '6h' }, 'watches.lab.tool: is missing.'],
  [{ tool: 'nmap' }, 'watches.lab.every: is missing.'],
  [
    { tool: 'nmpa', every: '6h' },
    'there is no tool "nmpa". | cfg.yaml:watches.lab.tool | Did you mean "nmap"?',
  ],
  [
    { tool: 'nmap', every: '6h', arguments: '{target: 10.0.0.5}' },
    'watches.lab.arguments: is no JSON object.',
  ],
])('%j is refused, with its place and the way out', (lab, why) => {
  const [only = '', ...more] = failuresOf({ lab });
  expect(only).toMatch(/^config\.invalid \| /);
  expect(only).toContain(why);
  expect(more).toEqual([]);
});

test.each([
  { tool: 'nmap; rm' },
  { every: '0s' },
  { every: 'daily' },
  { baseline: 'last' },
  { baseline: 'r-x' },
  { arguments: '[]' },
  { often: '1h' },
])('%j is of no form that a watch has', (lab) => {
  expect(configSchema.safeParse({ watches: { lab } }).success).toBe(false);
});
