import { Counter, Gauge, type Registry } from '@prometheus-io/client';

/** Series about how runs are kept apart from the machine; returns what counts a run by what its result calls that. */
export function registerSandbox(registry: Registry, tier: () => string | null): (label: string) => void {
  const registers = [registry];
  const inForce: Gauge<'tier'> = new Gauge({
    name: 'bailiwick_sandbox_tier',
    help: '1 for the isolation that is in force; 0 for all while it is being tried out.',
    labelNames: ['tier'],
    registers,
    collect: () => {
      const now = tier();
      for (const each of tiers) inForce.set({ tier: each }, each === now ? 1 : 0);
    },
  });
  const runs = new Counter({
    name: 'bailiwick_runs_total',
    help: 'Programs that have ended, by the isolation that they ran in.',
    labelNames: ['tier'],
    registers,
  });
  for (const each of tiers) runs.inc({ tier: each }, 0);
  // What stands behind the tier says more of that one run.
  return (label) => runs.inc({ tier: tiers.find((each) => label.startsWith(each)) ?? 'other' });
}

const tiers = ['process', 'bwrap', 'netns'] as const;
