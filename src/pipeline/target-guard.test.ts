import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/tool-suite.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import type { Plan } from '../tools/tool.ts';
import { callErrorOf } from './call-error.ts';
import { createTargetGuard } from './target-guard.ts';
import { createTargetLedger, type TargetLimits } from './target-ledger.ts';

const rule = (text: string) => ({ text, at: 'config.yaml:3:5' });
const rules = { atOnce: rule('atOnce'), calls: rule('calls'), probes: rule('probes') };
const live = new AbortController().signal;

function guardOf(changes: Partial<TargetLimits> = {}, most?: number) {
  const clock = manualClock();
  const ledger = createTargetLedger({ atOnce: 1, callsPerMinute: 100, probesPerHour: 100, ...changes }, most);
  return { clock, guard: createTargetGuard(ledger, rules, 5000, clock) };
}

function planFor(target: string, ports = '22'): Plan {
  const plan = planOf(portCheck, { target, ports });
  if (!plan.ok) throw new Error(plan.error.message);
  return plan.value;
}

describe('the guard of targets', () => {
  it('makes a call wait for its target alone, and lets it go on as soon as that is free', async () => {
    const { guard } = guardOf();
    const first = await guard.enter(planFor('10.0.0.5'), live);
    const second = guard.enter(planFor('10.0.0.0/28'), live);
    expect((await guard.enter(planFor('10.0.0.77'), live)).ok).toBe(true);
    let settled = false;
    void second.then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    if (first.ok) first.value.end(true);
    expect((await second).ok).toBe(true);
  });

  it('gives up after the longest wait, with the rule and nothing held', async () => {
    const { guard, clock } = guardOf();
    await guard.enter(planFor('10.0.0.5'), live);
    const second = guard.enter(planFor('10.0.0.5'), live);
    clock.advance(5000);
    expect(await second).toMatchObject({
      ok: false,
      error: {
        code: 'limit.busy',
        message:
          'port_check waited too long for 10.0.0.5, where as many calls run as atOnce allows. Nothing was started.',
        rule: rules.atOnce,
        retryAfterSec: 5,
      },
    });
  });

  it('leaves the line when its caller goes, and takes no place for one that has gone', async () => {
    const { guard } = guardOf();
    const gone = new AbortController();
    const first = await guard.enter(planFor('10.0.0.5'), live);
    const second = guard.enter(planFor('10.0.0.5'), gone.signal);
    gone.abort('cancelled');
    expect(await second).toMatchObject({ ok: false, error: { code: 'run.cancelled' } });
    expect((await guard.enter(planFor('10.0.0.6'), gone.signal)).ok).toBe(false);
    if (first.ok) first.value.end(true);
    expect((await guard.enter(planFor('10.0.0.5'), live)).ok).toBe(true);
    expect((await guard.enter(planFor('10.0.0.6'), live)).ok).toBe(true);
  });

  it('refuses at once what the budgets do not hold, and says when there is room again', async () => {
    const { guard, clock } = guardOf();
    const first = await guard.enter(planFor('10.0.0.5', '1-100'), live);
    if (first.ok) first.value.end(true);
    const second = await guard.enter(planFor('10.0.0.5'), live);
    expect(second).toMatchObject({ ok: false, error: { code: 'limit.rate', rule: rules.probes } });
    const wait = second.ok ? 0 : (second.error.retryAfterSec ?? 0);
    clock.advance(wait * 1000);
    expect((await guard.enter(planFor('10.0.0.5'), live)).ok).toBe(true);
  });

  it('names the budget, its place, the address and the way on, in few words', async () => {
    const { guard } = guardOf({ callsPerMinute: 1, atOnce: 2 });
    await guard.enter(planFor('10.0.0.5', '1-90'), live);
    const probes = await guard.enter(planFor('10.0.0.0/28', '1-20'), live);
    const calls = await guard.enter(planFor('10.0.0.5'), live);
    expect([calls, probes].map((answer) => (answer.ok ? null : callErrorOf(answer.error)))).toMatchObject([
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

  it('says of neighbours that were counted together that they were', async () => {
    const { guard } = guardOf({}, 2);
    for (const target of ['10.0.0.1', '10.0.0.3', '10.0.0.5']) {
      const visit = await guard.enter(planFor(target, '1-100'), live);
      if (visit.ok) visit.value.end(true);
    }
    const refused = await guard.enter(planFor('10.0.0.2'), live);
    expect(refused.ok ? '' : refused.error.message).toMatch(
      /^10\.0\.0\.2 \(counted with its neighbours\) has been/,
    );
  });

  it('does not send a caller away to come again with what no hour would hold', async () => {
    const { guard } = guardOf();
    const refused = await guard.enter(planFor('10.0.0.5', '1-101'), live);
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'scope.too_large', rule: rules.probes, retryAfterSec: null },
    });
    expect(refused.ok || callErrorOf(refused.error).retryable).toBe(false);
  });

  it('counts the probes of each address, not those of the whole call', async () => {
    const { guard } = guardOf();
    expect((await guard.enter(planFor('10.0.0.0/28', '1-100'), live)).ok).toBe(true);
  });
});
