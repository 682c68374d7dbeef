import { expect, test } from 'vitest';
import { isSelected, matchesGlob, type Selection } from './tool-selection.ts';

const selection = (changes: Partial<Selection> = {}): Selection => ({
  include: ['*'],
  exclude: [],
  enabled: () => undefined,
  ...changes,
});

test('every tool is on until a pattern says otherwise', () => {
  expect(isSelected('nmap', selection())).toBe(true);
  expect(isSelected('nmap', selection({ include: ['dig', 'port_*'] }))).toBe(false);
  expect(isSelected('port_check', selection({ include: ['dig', 'port_*'] }))).toBe(true);
});

test('exclusion wins over inclusion, and the tool’s own switch over both', () => {
  expect(isSelected('nmap', selection({ exclude: ['n?ap'] }))).toBe(false);
  expect(isSelected('nmap', selection({ exclude: ['*'], enabled: () => true }))).toBe(true);
  expect(isSelected('nmap', selection({ enabled: () => false }))).toBe(false);
});

test.each([
  ['nmap', 'nmap', true],
  ['nm', 'nmap', false],
  ['*map', 'nmap', true],
  ['n*p*', 'nmap', true],
  ['n.ap', 'nmap', false],
  ['n+', 'nn', false],
  ['[a-z]*', 'nmap', false],
  ['', 'nmap', false],
] as const)('the pattern %j on %s: %s', (pattern, name, matches) => {
  expect(matchesGlob(pattern, name)).toBe(matches);
});
