import type { BreakerPhase, BreakerTerms } from './breaker-phase.ts';

/** What a breaker does with its judgement: refuses by it, tells only what it would have refused, or makes none. */
export type BreakerMode = 'enforce' | 'observe' | 'off';

export interface BreakerSettings extends BreakerTerms {
  readonly mode: BreakerMode;
}

/** Every state that an operator sees. */
export const breakerStates = ['closed', 'open', 'half_open', 'isolated', 'disabled', 'observe'] as const;

export type BreakerState = (typeof breakerStates)[number];

/** What an operator sees of a phase: what a person isolated is so in every mode. */
export function visibleState({ kind }: BreakerPhase, mode: BreakerMode): BreakerState {
  if (kind === 'isolated' || mode === 'enforce') return kind;
  return mode === 'off' ? 'disabled' : 'observe';
}
