import type { Clock } from '../kernel/clock.ts';
import { failure, type Failure, type RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Plan } from '../tools/tool.ts';
import { stoppedBeforeStart } from './call.ts';
import type { Leave, Spent, TargetLedger } from './target-ledger.ts';
import { touchOf } from './touch.ts';

/** Where the limits of targets are written. */
export type TargetRules = Readonly<Record<'atOnce' | 'calls' | 'probes', RuleRef>>;

/** A place at every target of a call. */
export interface Visit {
  /** Gives the places back, once; a call that has sent nothing is not charged. */
  readonly end: (sent: boolean) => void;
}

/** Stands before every address: not too many calls at once, within a minute, not too many probes within an hour. */
export interface TargetGuard {
  /** Settles with a place at every target of the plan, with `limit.rate`, `limit.busy` or `scope.too_large`, or with `run.cancelled`; it never rejects. */
  readonly enter: (plan: Plan, signal: AbortSignal) => Promise<Result<Visit>>;
}

/** Makes a guard. A call that meets a busy target waits for it, at most `waitMs`; the others are refused at once. */
export function createTargetGuard(
  ledger: TargetLedger,
  rules: TargetRules,
  waitMs: number,
  clock: Clock,
): TargetGuard {
  /** Tried again, in order of arrival, whenever a call leaves. */
  const waiting = new Set<() => boolean>();
  const retryAll = (): void => {
    for (const retry of waiting) if (retry()) waiting.delete(retry);
  };
  const visitOf = (leave: Leave): Visit => ({
    end: (sent) => {
      leave(sent, clock.monotonicMs());
      retryAll();
    },
  });

  return {
    enter: (plan, signal) =>
      new Promise((resolve) => {
        const touch = touchOf(plan);
        let stopTimer: (() => void) | null = null;
        let busyAt = '';
        const settle = (result: Result<Visit>): true => {
          stopTimer?.();
          signal.removeEventListener('abort', onAbort);
          waiting.delete(attempt);
          resolve(result);
          return true;
        };
        const onAbort = (): void => void settle(err(stoppedBeforeStart));
        /** True once the call is settled, either way. */
        const attempt = (): boolean => {
          const admission = ledger.admit(touch, clock.monotonicMs());
          switch (admission.kind) {
            case 'admitted':
              return settle(ok(visitOf(admission.leave)));
            case 'busy':
              busyAt = admission.address;
              return false;
            case 'spent':
              return settle(err(spent(admission, touch.probesEach, rules)));
            case 'too_large':
              return settle(err(tooLarge(admission.probesEach, rules)));
          }
        };
        if (signal.aborted) return onAbort();
        if (attempt()) return;
        waiting.add(attempt);
        signal.addEventListener('abort', onAbort, { once: true });
        stopTimer = clock.after(waitMs, () => settle(err(tooLong(plan.tool, busyAt, rules))));
      }),
  };
}

const tooLong = (tool: string, address: string, { atOnce }: TargetRules): Failure =>
  failure(
    'limit.busy',
    `${tool} waited too long for ${address}, where as many calls run as ${atOnce.text} allows. Nothing was started.`,
    { rule: atOnce, retryAfterSec: 5 },
  );

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
