import { expect, test } from 'vitest';
import { matchesGlob, switchedOff, type Selection } from './tool-selection.ts';

const isSelected = (tool: string, given: Selection): boolean => switchedOff(tool, given) === null;

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

test('the setting that switches a tool off is named', () => {
  expect(switchedOff('nmap', selection({ exclude: ['dig', 'n*'] }))).toEqual({
    path: 'tool.exclude_patterns[1]',
    value: 'n*',
  });
  expect(switchedOff('nmap', selection({ include: ['dig'] }))).toEqual({
    path: 'tool.include_patterns',
    value: 'dig',
  });
  expect(switchedOff('nmap', selection({ enabled: () => false }))).toEqual({
    path: 'tools.nmap.enabled',
    value: 'false',
  });
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
