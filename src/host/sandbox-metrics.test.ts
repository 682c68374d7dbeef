import { Registry } from '@prometheus-io/client';
import { expect, test } from 'vitest';
import { registerSandbox } from './sandbox-metrics.ts';

test('the tier in force is 1 and every other 0; none is while it is being tried out', async () => {
  const registry = new Registry();
  let tier: string | null = null;
  registerSandbox(registry, () => tier);
  const ones = async (): Promise<readonly string[]> =>
    (await registry.metrics()).match(/^bailiwick_sandbox_tier\{.*\} 1$/gm) ?? [];
  expect(await ones()).toEqual([]);
  tier = 'netns';
  expect(await ones()).toEqual(['bailiwick_sandbox_tier{tier="netns"} 1']);
  tier = 'bwrap';
  expect(await ones()).toEqual(['bailiwick_sandbox_tier{tier="bwrap"} 1']);
});

test('runs are counted by the tier that their results begin with', async () => {
  const registry = new Registry();
  const ranIn = registerSandbox(registry, () => null);
  for (const label of ['netns', 'netns, raw sockets', 'process (network not cut off)', 'tier-0'])
    ranIn(label);
  expect((await registry.metrics()).match(/^bailiwick_runs_total.*$/gm)).toEqual([
    'bailiwick_runs_total{tier="process"} 1',
    'bailiwick_runs_total{tier="bwrap"} 0',
    'bailiwick_runs_total{tier="netns"} 2',
    'bailiwick_runs_total{tier="other"} 1',
  ]);
});
