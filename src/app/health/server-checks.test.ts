import { expect, test } from 'vitest';
import { nmap } from '../../tools/catalogue/nmap.ts';
import type { ToolState } from '../app.ts';
import { checkOf, looking } from './fixtures/checks.ts';
import { statusOf } from './report.ts';
import { serverChecks, type ServerFacts } from './server-checks.ts';

const tool = (name: string, state: ToolState['state']): ToolState => ({
  tool: { ...nmap, name },
  state,
  why: null,
  path: null,
  version: null,
  raw: null,
  offer: nmap.offer({ raw: null, classes: [] }),
});
const none = { tier: 'process', why: 'bwrap is not installed', made: [] } as const;

const well: ServerFacts = {
  draining: () => false,
  auditWritable: async () => true,
  launcherAlive: () => true,
  tools: () => [tool('nmap', 'ready'), tool('masscan', 'disabled')],
  refusing: () => [],
  sandbox: () => ({ mode: 'auto', state: null }),
  reloads: () => ({ successful: true, pending: 0 }),
};

async function judge(facts: Partial<ServerFacts>) {
  const { health, pass } = looking([
    checkOf('process', { groups: ['live'] }),
    ...serverChecks({ ...well, ...facts }),
  ]);
  await pass(0);
  const report = health.report();
  const told = report.checks.filter(({ status }) => status !== 'pass').map(({ message }) => message);
  return [
    (['live', 'ready', 'info'] as const).map((group) => statusOf(report, group)).join(' '),
    told,
  ] as const;
}

test('a server that is well passes everywhere', async () => {
  expect(await judge({})).toEqual(['pass pass pass', []]);
});

test.each([
  ['draining', { draining: () => true }, 'Shutting down: new calls are refused.'],
  [
    'an audit log that cannot be written',
    { auditWritable: async () => false },
    'The audit log cannot be written: no call can start.',
  ],
  [
    'a launcher that is down',
    { launcherAlive: () => false },
    'The launcher is down: it is started again by the next call.',
  ],
  ['no tool at all', { tools: () => [] }, 'No tool is ready.'],
  [
    'a sandbox that lets nothing run',
    { sandbox: () => ({ mode: 'require-netns' as const, state: none }) },
    'In force: sandbox.mode require-netns lets no program run here: bwrap is not installed.',
  ],
] as const)('%s makes it unready, and still alive', async (_, facts, told) => {
  expect(await judge(facts)).toEqual(['pass fail fail', [told]]);
});

test.each([
  [
    'a missing program',
    { tools: () => [tool('nmap', 'ready'), tool('dig', 'missing')] },
    '1 of 2 programs are not found for dig.',
  ],
  [
    'a program that is another',
    { tools: () => [tool('nmap', 'ready'), tool('dig', 'unidentified')] },
    '1 of 2 programs are others than they should be for dig.',
  ],
  ['an open breaker', { refusing: () => ['nmap'] }, 'Breakers refuse the calls of nmap.'],
] as const)('B8: %s is told as a warning and takes nothing out of service', async (_, facts, told) => {
  expect(await judge(facts)).toEqual(['pass pass warn', [told]]);
});

test.each([
  [
    'a bad reload',
    { reloads: () => ({ successful: false, pending: 0 }) },
    'The last reload was refused: what is in force is older.',
  ],
  [
    'a box that does not hold',
    { sandbox: () => ({ mode: 'auto' as const, state: none }) },
    'In force: programs run with the rights of this user: bwrap is not installed.',
  ],
] as const)('B8: %s warns, also who asks whether calls are served', async (_, facts, told) => {
  expect(await judge(facts)).toEqual(['pass warn warn', [told]]);
});

test('what was asked for is no reason to warn, nor what waits for a restart', async () => {
  expect(await judge({ sandbox: () => ({ mode: 'process', state: none }) })).toEqual(['pass pass pass', []]);
  expect(await judge({ reloads: () => ({ successful: true, pending: 2 }) })).toEqual(['pass pass pass', []]);
});
