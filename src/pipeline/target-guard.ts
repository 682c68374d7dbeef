import type { Clock } from '../kernel/clock.ts';
import { failure, type Failure, type RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Plan } from '../tools/tool.ts';
import { stoppedBeforeStart } from './call.ts';
import type { Admission, TargetLedger, Touch } from './target-ledger.ts';

/** Where the limits of targets are written. */
export type TargetRules = Readonly<Record<'atOnce' | 'calls' | 'probes', RuleRef>>;

/** A place at every target of a call. */
export interface Visit {
  /** Gives the places back, once; a call that has sent nothing is not charged. */
  readonly end: (sent: boolean) => void;
}

/** Stands before every address: not too many calls at once, within a minute, not too many probes within an hour. */
export interface TargetGuard {
  /** Settles with a place at every target of the plan, with `limit.rate` or `limit.busy`, or with `run.cancelled`; it never rejects. */
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
  const visitOf = (leave: (sent: boolean) => void): Visit => ({
    end: (sent) => {
      leave(sent);
      retryAll();
    },
  });

  return {
    enter: (plan, signal) =>
      new Promise((resolve) => {
        const touch = touchOf(plan);
        let stopTimer: (() => void) | null = null;
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
          if (admission.kind === 'admitted') return settle(ok(visitOf(admission.leave)));
          return admission.kind === 'busy' ? false : settle(err(refused(admission, rules)));
        };
        if (signal.aborted) return onAbort();
        if (attempt()) return;
        waiting.add(attempt);
        signal.addEventListener('abort', onAbort, { once: true });
        stopTimer = clock.after(waitMs, () => settle(err(tooLong(plan.tool, rules))));
      }),
  };
}

function touchOf({ targets, probes }: Plan): Touch {
  const touched = targets.filter(({ interval }) => interval !== null);
  const hosts = touched.reduce((sum, target) => sum + target.hosts, 0);
  return {
    intervals: touched.flatMap(({ interval }) => interval ?? []),
    probesEach: Math.max(1, Math.ceil(probes / Math.max(1, hosts))),
  };
}

const tooLong = (tool: string, { atOnce }: TargetRules): Failure =>
  failure('limit.busy', `${tool} waited too long for a target that other calls touch. Nothing was started.`, {
    rule: atOnce,
    retryAfterSec: 5,
  });

function refused(admission: Exclude<Admission, { kind: 'admitted' | 'busy' }>, rules: TargetRules): Failure {
  const retryAfterSec = Math.max(1, Math.ceil(admission.retryAfterMs / 1000));
  if (admission.kind === 'full') {
    const why = 'Too many different targets were touched within the hour. Nothing was started.';
    return failure('limit.rate', why, { retryAfterSec });
  }
  const what = admission.limit === 'calls' ? 'calls within a minute' : 'probes within an hour';
  const rule = rules[admission.limit];
  const why = `${admission.address} would get more ${what} than ${rule.text} allows. Nothing was started.`;
  return failure('limit.rate', why, { rule, retryAfterSec });
}
