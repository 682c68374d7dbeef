import { Counter, Gauge, type Registry } from '@prometheus-io/client';
import { breakerStates, type BreakerState } from '../resilience/breaker-settings.ts';

interface BreakerFacts {
  readonly tools: readonly string[];
  readonly breakers: () => ReadonlyMap<string, BreakerState>;
}

/** Series about the breakers of the tools; returns what counts a change of one. */
export function registerBreakers(
  registry: Registry,
  { tools, breakers }: BreakerFacts,
): (tool: string, from: BreakerState, to: BreakerState) => void {
  const registers = [registry];
  const states: Gauge<'tool' | 'state'> = new Gauge({
    name: 'bailiwick_breaker_state',
    help: '1 for the state that the breaker of a tool is in.',
    labelNames: ['tool', 'state'],
    registers,
    collect: () => {
      for (const [tool, now] of breakers())
        for (const state of breakerStates) states.set({ tool, state }, state === now ? 1 : 0);
    },
  });
  const transitions = new Counter({
    name: 'bailiwick_breaker_transitions_total',
    help: 'Changes of the breaker of a tool; one that only observes is counted as well.',
    labelNames: ['tool', 'from', 'to'],
    registers,
  });
  for (const tool of tools) for (const [from, to] of usual) transitions.inc({ tool, from, to }, 0);
  return (tool, from, to) => {
    transitions.inc({ tool: tools.includes(tool) ? tool : 'other', from, to });
  };
}

/** Those that happen by themselves start at 0, so that a rate sees the first of them. */
const usual = [
  ['closed', 'open'],
  ['open', 'half_open'],
  ['half_open', 'open'],
  ['half_open', 'closed'],
] as const;
