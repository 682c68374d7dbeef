import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { BreakerOutcome } from '../resilience/breaker-phase.ts';
import type { Breaker, Permit, Refused } from '../resilience/breaker.ts';
import type { VerdictKind } from './verdict-kind.ts';

/** A breaker that a call must pass, and what it makes of how the call ends. */
export interface CallBreaker {
  readonly breaker: Pick<Breaker, 'peek' | 'acquire' | 'watch'>;
  /** What it guards, as in `nmap` or `nmap at 10.0.0.5`. */
  readonly guards: string;
  readonly outcomeOf: (kind: VerdictKind) => BreakerOutcome;
}

/** Why one of them would refuse a call now; null where none would. Nothing is taken. */
export function refusalOf(breakers: readonly CallBreaker[]): Failure | null {
  for (const { breaker, guards } of breakers) {
    const open = breaker.peek();
    if (!open.ok) return breakerOpen(guards, open);
  }
  return null;
}

/**
 * Runs a block that all of them let through, and tells each how it ended; what a block throws says nothing about a tool. Where one
 * refuses, `breaker.open` at once: nothing is run, and nothing held.
 */
export async function runThrough<T extends { readonly kind: VerdictKind }>(
  breakers: readonly CallBreaker[],
  block: () => Promise<T>,
): Promise<Result<T>> {
  const permits: { readonly permit: Permit; readonly of: CallBreaker }[] = [];
  let kind: VerdictKind = 'nothing';
  try {
    for (const each of breakers) {
      const admission = each.breaker.acquire();
      if (!admission.ok) return err(breakerOpen(each.guards, admission));
      permits.push({ permit: admission.permit, of: each });
    }
    const ended = await block();
    ({ kind } = ended);
    return ok(ended);
  } finally {
    for (const { permit, of } of permits) permit.release(of.outcomeOf(kind));
  }
}

function breakerOpen(guards: string, { state, retryAfterMs, note }: Refused): Failure {
  const reason = note === null ? '' : ` The reason given was ${quote(note)}.`;
  const retryAfterSec = retryAfterMs === null ? null : Math.ceil(retryAfterMs / 1000);
  return failure('breaker.open', `The breaker of ${guards} is ${why[state]}. Nothing was started.${reason}`, {
    retryAfterSec,
    ...(retryAfterMs === null ? { next: [afterClosing] } : {}),
  });
}

const why: Readonly<Record<Refused['state'], string>> = {
  open: 'open: calls kept failing, or an operator opened it',
  half_open: 'half-open: as many trial calls run as may, and the others wait for what they show',
  isolated: 'isolated: an operator took it out of service',
};

const afterClosing =
  'Use another tool, or ask an operator to close the breaker; it does not close by itself.';
