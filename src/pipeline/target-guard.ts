import type { Clock } from '../kernel/clock.ts';
import { failure, type Failure, type RuleRef } from '../kernel/failure.ts';
import type { Spent, TargetLedger } from './target-ledger.ts';
import type { Touch } from './touch.ts';

/** Where the limits of targets are written. */
export type TargetRules = Readonly<Record<'atOnce' | 'calls' | 'probes', RuleRef>>;

/** A place at every target of a call. */
export interface Visit {
  /** Gives the places back, once; a call that has sent nothing is not charged. */
  readonly end: (sent: boolean) => void;
}

/** As many calls as may are at an address. */
export interface Crowd {
  readonly address: string;
  readonly rule: RuleRef;
}

export type Arrival =
  | { readonly kind: 'entered'; readonly visit: Visit }
  /** It may enter when one of those that are there has left. */
  | { readonly kind: 'crowded'; readonly crowd: Crowd }
  /** With `limit.rate` or `scope.too_large`. */
  | { readonly kind: 'refused'; readonly why: Failure };

/** Stands before every address: not too many calls at once, within a minute, not too many probes within an hour. */
export interface TargetGuard {
  /** Takes a place at every target at once, or none; it makes nobody wait. */
  readonly enter: (touch: Touch) => Arrival;
  /** Why a call would be refused now, however few are at its targets; null where it would not. */
  readonly refusal: (touch: Touch) => Failure | null;
}

/** Makes a guard that writes into a ledger. */
export function createTargetGuard(ledger: TargetLedger, rules: () => TargetRules, clock: Clock): TargetGuard {
  const enter = (touch: Touch): Arrival => {
    const admission = ledger.admit(touch, clock.monotonicMs());
    switch (admission.kind) {
      case 'admitted':
        return {
          kind: 'entered',
          visit: { end: (sent) => admission.leave(sent, clock.monotonicMs()) },
        };
      case 'busy':
        return { kind: 'crowded', crowd: { address: admission.address, rule: rules().atOnce } };
      case 'spent':
        return { kind: 'refused', why: spent(admission, touch.probesEach, rules()) };
      case 'too_large':
        return { kind: 'refused', why: tooLarge(admission.probesEach, rules()) };
    }
  };
  return {
    enter,
    refusal: (touch) => {
      const arrival = enter(touch);
      if (arrival.kind === 'entered') arrival.visit.end(false);
      return arrival.kind === 'refused' ? arrival.why : null;
    },
  };
}

function spent(admission: Spent, probesEach: number, rules: TargetRules): Failure {
  const { limit, address, used, isShared, retryAfterMs } = admission;
  const rule = rules[limit];
  const where = isShared ? `${address} (counted with its neighbours)` : address;
  const [had, wanted] =
    limit === 'calls'
      ? [`was called ${times(used)} within a minute`, 'no more']
      : [`has been sent ${used} probes within an hour`, `no ${probesEach} more`];
  return failure('limit.rate', `${where} ${had}; ${rule.text} allows ${wanted}. Nothing was started.`, {
    rule,
    retryAfterSec: Math.ceil(retryAfterMs / 1000),
    rateScope: 'target',
    next: [`Make the same call again after retry_after_sec; until then, leave ${address} out.`],
  });
}

/** Refused for good: however long the caller waits, an hour never holds that much. */
const tooLarge = (probesEach: number, { probes }: TargetRules): Failure =>
  failure(
    'scope.too_large',
    `Each address would be sent ${probesEach} probes; ${probes.text} is the limit. Nothing was started.`,
    {
      rule: probes,
      next: ['Ask for fewer ports or requests in one call.'],
    },
  );

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
