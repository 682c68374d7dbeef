import { expect, test } from 'vitest';
import { judgeHealth, type HealthFacts } from './health.ts';

const none = { tier: 'process', why: 'bwrap is not installed', made: [] } as const;

const well: HealthFacts = {
  draining: false,
  auditWritable: true,
  launcherAlive: true,
  ready: ['nmap'],
  missing: [],
  openBreakers: [],
  sandbox: { mode: 'auto', state: null },
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
  ['a box that does not hold', { sandbox: { mode: 'auto', state: none } }],
  ['a sandbox that lets nothing run', { sandbox: { mode: 'require-netns', state: none } }],
] as const)('%s is told as a warning and takes nothing out of service', (_, facts) => {
  expect(summary(facts)).toBe('pass pass warn');
});

test('the tier in force is told with why it is not better, and no tier that was not asked for is missed', () => {
  const told = (sandbox: HealthFacts['sandbox']): string =>
    judgeHealth({ ...well, sandbox }).checks.find(({ name }) => name === 'sandbox')?.message ?? '';
  expect(told({ mode: 'auto', state: { ...none, tier: 'netns', why: null } })).toMatch(/^In force: netns: /);
  const boxed = { ...none, tier: 'bwrap', why: 'only root can' } as const;
  expect(told({ mode: 'auto', state: boxed })).toMatch(/^In force: bwrap: .*only root can\.$/);
  expect(told({ mode: 'require-netns', state: boxed })).toContain('lets no program run here: only root can');
  expect(summary({ sandbox: { mode: 'auto', state: boxed } })).toBe('pass pass pass');
  expect(summary({ sandbox: { mode: 'process', state: none } })).toBe('pass pass pass');
});
