import { expect, test } from 'vitest';
import { judgeHealth, type HealthFacts } from './health.ts';

const well: HealthFacts = {
  draining: false,
  auditWritable: true,
  launcherAlive: true,
  ready: ['nmap'],
  missing: [],
  openBreakers: [],
  unboxed: null,
  reloaded: true,
};

const summary = (facts: Partial<HealthFacts>): string => {
  const { live, ready, all } = judgeHealth({ ...well, ...facts });
  return `${live} ${ready} ${all}`;
};

test('a server that is well passes everywhere', () => {
  expect(summary({})).toBe('pass pass pass');
});

test.each([
  ['draining', { draining: true }],
  ['an audit log that cannot be written', { auditWritable: false }],
  ['a launcher that is down', { launcherAlive: false }],
  ['no tool at all', { ready: [] }],
] as const)('%s makes it unready, and still alive', (_, facts) => {
  expect(summary(facts)).toBe('pass fail fail');
});

test.each([
  ['a missing program', { missing: ['dig'] }],
  ['an open breaker', { openBreakers: ['nmap'] }],
  ['a box that does not hold', { unboxed: 'bwrap is not installed' }],
] as const)('%s is told as a warning and takes nothing out of service', (_, facts) => {
  expect(summary(facts)).toBe('pass pass warn');
});
