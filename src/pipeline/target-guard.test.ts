import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/tool-suite.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import { callErrorOf } from './call-error.ts';
import { guardOf, sampleRules } from './fixtures/guard-of.ts';
import type { Arrival } from './target-guard.ts';
import { touchOf, type Touch } from './touch.ts';

const limits = { callsPerMinute: 100, probesPerHour: 100 };

function touching(target: string, ports = '22'): Touch {
  const plan = planOf(portCheck, { target, ports });
  if (!plan.ok) throw new Error(plan.error.message);
  return touchOf(plan.value);
}

const end = (arrival: Arrival, sent: boolean): void => {
  if (arrival.kind === 'entered') arrival.visit.end(sent);
};

describe('the guard of targets', () => {
  it('tells where it is crowded, and lets the next call in as soon as one has left', () => {
    const guard = guardOf(manualClock(), limits);
    const first = guard.enter(touching('10.0.0.5'));
    const crowd = { address: '10.0.0.5', rule: sampleRules.atOnce };
    expect(guard.enter(touching('10.0.0.0/28'))).toEqual({ kind: 'crowded', crowd });
    expect(guard.enter(touching('10.0.0.77')).kind).toBe('entered');
    end(first, true);
    expect(guard.enter(touching('10.0.0.0/28')).kind).toBe('entered');
  });

  it('refuses what the budgets do not hold, and says when there is room again', () => {
    const clock = manualClock();
    const guard = guardOf(clock, limits);
    end(guard.enter(touching('10.0.0.5', '1-100')), true);
    const second = guard.enter(touching('10.0.0.5'));
    expect(second).toMatchObject({
      kind: 'refused',
      why: { code: 'limit.rate', rateScope: 'target', rule: sampleRules.probes },
    });
    const wait = second.kind === 'refused' ? (second.why.retryAfterSec ?? 0) : 0;
    clock.advance(wait * 1000);
    expect(guard.enter(touching('10.0.0.5')).kind).toBe('entered');
  });

  it('does not send a caller away to come again with what no hour would hold', () => {
    const why = guardOf(manualClock(), limits).refusal(touching('10.0.0.5', '1-101'));
    expect(why).toMatchObject({ code: 'scope.too_large', rule: sampleRules.probes, retryAfterSec: null });
    expect(why !== null && callErrorOf(why).retryable).toBe(false);
  });

  it('names the budget, its place, the address and the way on, in few words', () => {
    const guard = guardOf(manualClock(), { ...limits, callsPerMinute: 1, atOnce: 2 });
    end(guard.enter(touching('10.0.0.5', '1-90')), true);
    const probes = guard.refusal(touching('10.0.0.0/28', '1-20'));
    const calls = guard.refusal(touching('10.0.0.5'));
    expect([calls, probes].map((why) => why && callErrorOf(why))).toMatchObject([
      {
        code: 'limit.rate',
        message:
          '10.0.0.5 was called once within a minute; calls allows no more. Nothing was started. Rule: config.yaml:3:5.',
        retryable: true,
        retry_after_sec: 62,
        recovery_suggestion:
          'Make the same call again after retry_after_sec; until then, leave 10.0.0.5 out.',
      },
      {
        message:
          '10.0.0.5 has been sent 90 probes within an hour; probes allows no 20 more. Nothing was started. Rule: config.yaml:3:5.',
        retry_after_sec: 3660,
      },
    ]);
  });

  it('says of neighbours that were counted together that they were', () => {
    const guard = guardOf(manualClock(), limits, 2);
    for (const target of ['10.0.0.1', '10.0.0.3', '10.0.0.5'])
      end(guard.enter(touching(target, '1-100')), true);
    expect(guard.refusal(touching('10.0.0.2'))?.message).toMatch(
      /^10\.0\.0\.2 \(counted with its neighbours\) has been/,
    );
  });

  it('counts the probes of each address, not those of the whole call', () => {
    expect(guardOf(manualClock(), limits).refusal(touching('10.0.0.0/28', '1-100'))).toBeNull();
  });

  it('tells what would be refused without a place or a charge, and nothing of a crowd', () => {
    const guard = guardOf(manualClock(), { ...limits, callsPerMinute: 1 });
    for (let asked = 0; asked < 5; asked += 1) expect(guard.refusal(touching('10.0.0.5'))).toBeNull();
    const first = guard.enter(touching('10.0.0.5'));
    expect(first.kind).toBe('entered');
    end(first, true);
    expect(guard.refusal(touching('10.0.0.5'))).toMatchObject({ code: 'limit.rate' });
    guard.enter(touching('10.0.0.6'));
    expect(guard.refusal(touching('10.0.0.7'))).toBeNull();
  });
});
