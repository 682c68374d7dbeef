import { describe, expect, it } from 'vitest';
import { planOf } from '../../test/tool-suite.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { portCheck } from '../tools/catalogue/port-check.ts';
import type { Plan } from '../tools/tool.ts';
import { createTargetGuard } from './target-guard.ts';
import { createTargetLedger, type TargetLimits } from './target-ledger.ts';

const rule = (text: string) => ({ text, at: 'config.yaml:3:5' });
const rules = { atOnce: rule('atOnce'), calls: rule('calls'), probes: rule('probes') };
const live = new AbortController().signal;

function guardOf(changes: Partial<TargetLimits> = {}) {
  const clock = manualClock();
  const ledger = createTargetLedger({ atOnce: 1, callsPerMinute: 100, probesPerHour: 100, ...changes });
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
      error: { code: 'limit.busy', rule: rules.atOnce, retryAfterSec: 5 },
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

  it('counts the probes of each address, not those of the whole call', async () => {
    const { guard } = guardOf();
    expect((await guard.enter(planFor('10.0.0.0/28', '1-100'), live)).ok).toBe(true);
  });
});
