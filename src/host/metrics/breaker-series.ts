import type { BreakerState } from '../../resilience/breaker-settings.ts';
import type { Registry } from './registry.ts';

/** Brings the series about changes of breakers into being, and returns what counts one. */
export function countBreakers(
  registry: Registry,
  tools: readonly string[],
): (tool: string, from: BreakerState, to: BreakerState) => void {
  for (const tool of tools)
    for (const [from, to] of usual)
      registry.add('bailiwick_breaker_transitions_total', { tool, from, to }, 0);
  return (tool, from, to) => {
    registry.add('bailiwick_breaker_transitions_total', { tool, from, to }, 1);
  };
}

/** Those that happen by themselves start at 0, so that a rate sees the first of them. */
const usual = [
  ['closed', 'open'],
  ['open', 'half_open'],
  ['half_open', 'open'],
  ['half_open', 'closed'],
] as const;
